import { PageHeader } from '../../ui/index.ts'
import { ExportSection } from '../exports/export-section.tsx'
import { DeleteAccountSection } from './delete-account-section.tsx'

/** What the studio holds of one's own: to take along, and to delete. */
export function DataPage() {
  return (
    <div>
      <PageHeader title="Data" lead="Everything here is yours: to take along, and to delete for good." />
      <div className="flex flex-col gap-4">
        <ExportSection />
        <DeleteAccountSection />
      </div>
    </div>
  )
}
