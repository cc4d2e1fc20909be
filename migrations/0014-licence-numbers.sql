-- 行业综合许可证编号按区划、年份连续编号，不分行业：编号里没有行业，分行业计数会重号。
INSERT INTO number_counter (scope, last_value)
SELECT 'licence:' || substr(licence_no, 3, 6) || ':' || substr(licence_no, 9, 4), max(substr(licence_no, 13)::bigint)
FROM licence GROUP BY 1;
DELETE FROM number_counter WHERE scope LIKE 'licence:%' AND scope !~ '^licence:\d{6}:\d{4}$';
