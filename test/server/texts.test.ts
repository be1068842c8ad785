/** The words of the screens: both languages have every one, and every one is used. */
import t from 'tap'
import { catalogues } from '../../server/views/texts/index.ts'
import { loadSources } from '../support/sources.ts'

type Group = Readonly<Record<string, string | ((...words: string[]) => string)>>
const groupsOf = (language: 'vi' | 'en'): [string, Group][] => Object.entries(catalogues[language] as unknown as Record<string, Group>)
const keysOf = (language: 'vi' | 'en'): string[] => groupsOf(language).flatMap(([name, group]) => Object.keys(group).map((key) => `${name}.${key}`))
const wordsOf = (text: Group[string]): string => (typeof text === 'string' ? text : text('1', '2', '3'))

t.test('every text is there in both languages, and none is empty', async (t) => {
  t.same(keysOf('en').sort(), keysOf('vi').sort())
  for (const language of ['vi', 'en'] as const) {
    t.same(groupsOf(language).flatMap(([name, group]) => Object.entries(group).filter(([, text]) => wordsOf(text).trim() === '').map(([key]) => `${name}.${key}`)), [], language)
  }
})

t.test('what is translated differs, and English has no Vietnamese letters but in names of agencies', async (t) => {
  const letters = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i
  const english = groupsOf('en').flatMap(([name, group]) => Object.entries(group).map(([key, text]) => [`${name}.${key}`, wordsOf(text)] as const))
  t.same(english.filter(([, text]) => letters.test(text.replace('UBND xã Thuận Lộc', ''))).map(([key]) => key), [])
})

/** Groups that are asked by a code of the domain, whole. */
const dictionaries = new Set([
  'changes', 'heldKinds', 'unitKinds', 'standings', 'levels', 'kinds', 'channels', 'applicantKinds', 'places', 'limits', 'forms', 'roles',
  'otherWork', 'events', 'reasons', 'dayKinds', 'dayMarks', 'noticeGroups', 'noticeKinds', 'dayParts', 'mailSubjects', 'mailStates', 'mailOutcomes', 'taskKinds', 'taskStates', 'importFaults', 'intakeVerdicts', 'intakeFaults', 'intakeRemarks', 'cuts',
  'documentParts', 'documentTypes', 'revisionStates', 'documentStandings', 'documentAccesses', 'documentEvents', 'copyOutcomes', 'lawKinds', 'keepers', 'formHeadings', 'formNotes', 'formCounts', 'tableGroups', 'tableColumns', 'scoreIndices', 'scoreReasons', 'deviationKinds',
  'indexGroups', 'satisfactionIndices', 'formulas', 'comparisons', 'lights', 'trends',
  'migrationStates', 'migrationReasons', 'replayFaults',
  'rowKinds', 'importUses', 'wayKinds', 'tableFaults', 'tableDeeds', 'tableNotes',
  'nonconformitySources', 'grades', 'nonconformityStandings', 'actionStates', 'actionEvents', 'causeCategories', 'figures', 'verdicts', 'planParts',
  'auditStates', 'auditEvents', 'teamPosts', 'auditParts', 'lineResults', 'lineOutcomes',
  'duties', 'dutyStandings', 'schedulePaces', 'reviewStates', 'reviewTaskStates', 'reviewOutputs', 'reviewEvents',
  'apologyStandings', 'riskLevels', 'riskStandings', 'surveyScores', 'surveyCuts', 'competenceGaps', 'factCapacities',
  'textStates', 'noCopy', 'copyStandings', 'copyAdvice', 'masterListNames',
  'complaintKinds', 'complaintChannels', 'complaintStates', 'complaintEvents',
  'compareTags', 'factKinds', 'factMembers', 'figureNames', 'differences', 'findings', 'findingHelp', 'figureSources', 'reportLayouts', 'resumeRules', 'stepMembers', 'clockModes', 'guards', 'sideActions',
])
/** Texts that are asked by a value: kinds of work, standings of papers, severities, states of a revision, verdicts on the file store. */
const chosen = new Set([
  ...['effective', 'unproven'].map((outcome) => `correctiveActions.${outcome}`),
  ...['attended', 'sent'].map((as) => `factPeople.${as}`),
  ...['todo', 'mine', 'pool', 'waiting', 'paused', 'all'].map((kind) => `work.${kind}`), ...['got', 'missing', 'optional'].map((standing) => `dossier.${standing}`),
  ...['failed', 'waiting', 'sent', 'dropped'].map((tab) => `mail.${tab}`),
  ...['error', 'warning', 'draft', 'effective'].map((word) => `procedures.${word}`),
  ...['same', 'added', 'removed', 'changed'].map((change) => `compare.${change}`),
  ...['change', 'issue'].map((kind) => `documentAction.${kind}`),
  ...['enforced', 'notEnforced', 'unknown', 'sweep', 'scrub', 'purge', 'missing', 'damaged', 'placed', 'released'].map((word) => `store.${word}`),
])

t.test('every text is on some screen', async (t) => {
  const text = loadSources().filter(({ path }) => /^server\/(pages|views|render|reports)\//.test(path) && !path.startsWith('server/views/texts/')).map((source) => source.text).join('\n')
  const isUsed = (name: string, key: string): boolean => dictionaries.has(name) || new RegExp(`\\bt\\.${name}\\.${key}\\b`).test(text) || chosen.has(`${name}.${key}`)
  const unused = groupsOf('vi').flatMap(([name, group]) => Object.keys(group).filter((key) => !isUsed(name, key)).map((key) => `${name}.${key}`))
  t.same(unused, [])
})
