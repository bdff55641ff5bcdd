import { PuImportWizard } from './pu-import-wizard.ts'

customElements.define('pu-import-wizard', PuImportWizard)
