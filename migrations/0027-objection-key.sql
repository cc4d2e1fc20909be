-- 同一份异议只记一次：姓名、联系方式里有换行也不会认错
DROP INDEX objection_once;
CREATE UNIQUE INDEX objection_once ON objection (procedure_no, md5(length(name)::text || ':' || name || length(contact)::text || ':' || contact || content));
