/** Facts taken back: "drop the budget", "no latency limit any more", "latency does not matter". */
import type { Brief } from '../../design/brief/brief.js'
import { factRows } from '../../design/brief/facts.js'
import type { Changed } from './scaled.js'

type Section = 'data' | 'targets' | 'constraints'

/** What people call a limit or wish, and the facts that it is. */
const nouns: readonly (readonly [string, readonly (readonly [Section, string])[]])[] = [
  ['budget|cost limit|presupuesto', [['constraints', 'budgetUsd']]],
  ['training time(?: limit)?|time limit(?: for training)?', [['constraints', 'trainingHours']]],
  ['latency|response time|speed limit|latenz(?:limit|grenze)?|latencia|latence', [['targets', 'latency']]],
  ['throughput|traffic', [['targets', 'throughputPerSecond']]],
  [
    'memory|ram|speicher(?:limit)?|memoria|memoire',
    [
      ['constraints', 'memoryBytes'],
      ['constraints', 'flashBytes'],
    ],
  ],
  [
    'explanations?|explainability|interpretability|explainable|interpretable|shap|erklarbarkeit|explicabilidad',
    [['constraints', 'interpretability']],
  ],
  [
    'framework|stack',
    [
      ['constraints', 'framework'],
      ['constraints', 'excludedFrameworks'],
    ],
  ],
  ['deadline', [['constraints', 'deadlineWeeks']]],
  ['precision', [['constraints', 'precision']]],
  ['batch size', [['constraints', 'batchSize']]],
  [
    'metric|metrik|metrica',
    [
      ['targets', 'metric'],
      ['targets', 'metricValue'],
    ],
  ],
  ['look-?back', [['data', 'lookback']]],
  [
    'training device|device|gpu|hardware',
    [
      ['constraints', 'trainingDevice'],
      ['constraints', 'servingDevice'],
    ],
  ],
  ['exclusions?', [['constraints', 'excludedFamilies']]],
]
const limit = '(?:\\s+(?:limit|constraint|requirement|target|cap|ceiling|bound|restriction|grenze|limite))?'

/** Words that take a fact back, with the noun in the place of N. */
const patterns = [
  '\\b(?:drop|remove|forget(?: about)?|ignore|lift|scrap|delete|cancel|lose|without|no(?: more)?|vergiss|streiche?|ohne|kein[en]*|olvida|quita|sin|oublie[zr]?|sans|pas de)\\s+(?:the|any|our|a|der|die|das|el|la|le|limite de|limit on)?\\s*(?:N)L\\b',
  "\\b(?:N)L\\s+(?:does not|doesn'?t|do not|don'?t|is not|isn'?t|is no longer|spielt keine|ist|no|n'est pas)\\s*(?:matter|count|important|relevant|needed|required|an issue|a problem|rolle|egal|importa|important|necessary)",
  '\\b(?:N)L\\s+is\\s+(?:irrelevant|unlimited|no object|open|gone|off)',
]

/** @param words folded; undefined where they take nothing back that is known */
export function dropped(words: string, brief: Brief): Changed | undefined {
  const found = nouns.filter(([noun]) =>
    patterns.some((pattern) => new RegExp(pattern.replace('N', noun).replace('L', limit)).test(words)),
  )
  const facts = found.flatMap(([, ids]) => ids).filter(([section, key]) => known(brief, section, key))
  if (facts.length === 0) return undefined
  const after = facts.reduce((left, [section, key]) => withoutFact(left, `${section}.${key}`), brief)
  const labels = facts.flatMap(
    ([section, key]) => factRows.find(({ id }) => id === `${section}.${key}`) ?? [],
  )
  const said = labels.map((row) => `${row.label} (${row.read(brief)?.value ?? ''})`)
  return { brief: { ...after, conflicts: [] }, notes: [`No longer asked for: ${said.join(', ')}.`] }
}

const known = (brief: Brief, section: Section, key: string): boolean =>
  (brief[section] as Readonly<Record<string, unknown>>)[key] !== undefined

/** @param id `constraints.budgetUsd` */
export function withoutFact(brief: Brief, id: string): Brief {
  const [section = '', key = ''] = id.split('.')
  const { [key]: _, ...rest } = brief[section as 'data'] as Readonly<Record<string, unknown>>
  return { ...brief, [section]: rest }
}
