import './import-words.ts'
