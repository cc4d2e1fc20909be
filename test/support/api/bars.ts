import type { Knex } from 'knex'
import { insertCommitmentBar } from '../../../src/database/commitment-bars.js'
import { shopForm } from './shop.js'

/** The holder of a case has not kept the commitment of its publication permit: barred to the end of 2027. Returns the permit's number and that of the document. */
export async function givenBar (database: Knex, caseNo: string): Promise<{ subCaseNo: string, documentNo: string }> {
  const { sub_case_no: subCaseNo } = await database('sub_case').where({ case_no: caseNo, permit: 'publication-retail' }).first<{ sub_case_no: string }>('sub_case_no')
  const { document_no: documentNo } = await database('document').where({ kind: 'receipt' }).first<{ document_no: string }>('document_no')
  await database('post_check').insert({ sub_case_no: subCaseNo, due_on: '2027-01-20' })
  await insertCommitmentBar(database, {
    sub_case_no: subCaseNo, holder_usci: shopForm.usci, holder_name: shopForm.entity_name, department: 'press-film', region: '410202', ground: 'uncorrected', document_no: documentNo, begins_on: '2026-11-23', ends_on: '2027-12-31'
  })
  return { subCaseNo, documentNo }
}
