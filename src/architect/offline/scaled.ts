/** Changes said in relation to a fact: "halve the budget", "twice the data", "10x more users", "2 more GPUs". */
import { type Brief, briefSchema } from '../../design/brief/brief.js'
import { factRows, plain } from '../../design/brief/facts.js'
import { numberWord } from '../../design/brief/units.js'
import { solve } from '../../design/proposing/solve.js'
import { judged } from '../../design/request.js'

/** A brief with a change in it, and how the words were understood. */
export interface Changed {
  readonly brief: Brief
  readonly notes: readonly string[]
}

/** `data.rows`: a fact of a brief by section and key. */
type FactId = `${'data' | 'targets' | 'constraints' | 'team'}.${string}`

/**
 * What people call an amount, and the facts that it may be: of several, the first that the brief has. The first noun
 * of the table that the words have is meant.
 */
const nouns: readonly (readonly [RegExp, readonly FactId[]])[] = [
  [/\b(budget|presupuesto)\b/, ['constraints.budgetUsd']],
  [/\b(training time|time (to|for) train\w*|trainingszeit)\b/, ['constraints.trainingHours']],
  [/\b(latency|response time|latenz|latencia|latence)\b/, ['targets.latency']],
  [
    /\b(traffic|load|throughput|requests?|queries|qps|rps|durchsatz|anfragen)\b/,
    ['targets.throughputPerSecond'],
  ],
  [/\b(horizont?e?)\b/, ['data.horizon']],
  [/\b(history|historie|historico|historique)\b/, ['data.historyLength']],
  [/\b(gpus?|cards?|accelerators?|devices?|grafikkarten)\b/, ['constraints.trainingDevice']],
  [/\b(cores?|cpus?|kerne)\b/, ['constraints.servingDevice']],
  [/\b(memory|ram|vram|speicher|memoria|memoire)\b/, ['constraints.memoryBytes']],
  [
    /\b(users?|customers?|players?|members?|nutzer|kunden|usuarios|clientes|utilisateurs|clients)\b/,
    ['data.users', 'data.rows', 'data.seriesCount'],
  ],
  [
    /\b(items?|products?|articles?|catalog(ue)?|skus?|artikel|produkte|productos|produits)\b/,
    ['data.items', 'data.seriesCount', 'data.rows'],
  ],
  [/\b(interactions?|clicks?|ratings?|purchases?)\b/, ['data.interactions']],
  [/\b(class|classes|categories|klassen|clases|categorias)\b/, ['data.classes']],
  [/\b(columns?|features?|spalten|columnas|colonnes)\b/, ['data.featureCount']],
  [/\b(documents?|docs|pages|dokumente|documentos)\b/, ['data.documents', 'data.labelled']],
  [/\b(nodes?|knoten|nodos)\b/, ['data.nodes']],
  [/\b(edges?|kanten)\b/, ['data.edges']],
  [/\b(sessions?)\b/, ['data.sessionsPerMonth']],
  [/\b(fields?)\b/, ['data.fields']],
  [/\b(environments?|envs|simulators?)\b/, ['data.environments']],
  [/\b(actions?)\b/, ['data.actionCount']],
  [/\b(batch( size)?)\b/, ['constraints.batchSize']],
  [/\b(resolution|image size|bildgros+e)\b/, ['data.imageSize']],
  [/\b(sequence( length)?|context( length)?)\b/, ['data.sequenceLength']],
  [/\b(team|engineers|people)\b/, ['team.size']],
  [
    /\b(series|stores?|shops?|sensors?|buildings?|sites?|meters?|reihen|filialen|sensoren|tiendas)\b/,
    ['data.seriesCount'],
  ],
  [/\b(labels?|labell?ed|annotations?)\b/, ['data.labelled', 'data.rows']],
  [/\b(rows?|records?|zeilen|filas|lignes)\b/, ['data.rows', 'data.labelled']],
  [
    /\b(data|dataset|examples?|samples?|images?|photos?|pictures?|texts?|recordings?|clips?|daten|datos|donnees|bilder|imagenes)\b/,
    [
      'data.labelled',
      'data.rows',
      'data.interactions',
      'data.loggedDecisions',
      'data.documents',
      'data.examplesPerClass',
      'data.edges',
      'data.historyLength',
    ],
  ],
]

const factors: readonly (readonly [RegExp, (match: RegExpExecArray) => number | undefined])[] = [
  [
    /\b(?:(\d+(?:\.\d+)?)|(\p{L}+))\s*(?:x|×|times|fold|-fold|fach|mal|veces|fois)(?:\s+(?:more|the|as (?:much|many)|less|fewer|mehr|weniger|mas|menos|plus de|moins de))?(?![\p{L}\d])/u,
    ([words, digits, word = '']) => {
      const n = digits === undefined ? numberWord(word) : Number(digits)
      return n === undefined || n <= 0
        ? undefined
        : /\b(less|fewer|weniger|menos|moins)\b/.test(words)
          ? 1 / n
          : n
    },
  ],
  [
    /\b(\d+(?:\.\d+)?)\s*(?:%|percent|prozent)\s*(?:(more|higher|larger|mehr|hoher|mas|de plus)|(less|fewer|lower|smaller|weniger|menos|de moins))/,
    ([, by, up]) => (up ? 1 + Number(by) / 100 : 1 - Number(by) / 100),
  ],
  [
    /\b(?:(raise|increase|grow|erhohe\w*)|(?:cut|reduce|lower|shrink|decrease|senke\w*|reduzier\w*))\b.*\b(?:by|um|en|de)\s+(\d+(?:\.\d+)?)\s*(?:%|percent|prozent)/,
    ([, up, by]) => (up ? 1 + Number(by) / 100 : 1 - Number(by) / 100),
  ],
  [/\b(?:halve[ds]?|half|halbier\w*|halbe[rns]?|mitad|moitie)\b/, () => 0.5],
  [/\b(?:double[ds]?|twice|doubling|doppelt\w*|verdoppel\w*|doble|duplic\w*)\b/, () => 2],
  [/\b(?:triple[ds]?|thrice|dreifach\w*|verdreifach\w*|triplic\w*)\b/, () => 3],
  [/\b(?:quadruple[ds]?|vierfach\w*|vervierfach\w*)\b/, () => 4],
  [/\ba (?:quarter|fourth) of\b|\bein viertel\b|\bun cuarto de\b/, () => 1 / 4],
  [/\ba third of\b|\bein drittel\b|\bun tercio de\b/, () => 1 / 3],
  [/\ba tenth of\b|\bein zehntel\b/, () => 1 / 10],
  [/\b(?:an? )?order of magnitude (?:more|larger|bigger)\b/, () => 10],
]
const added =
  /\b(?:(\d+)|(\p{L}+))\s+(?:(more|additional|extra|weitere|mehr|mas|de plus)|(?:fewer|less|weniger|menos))\s/u

/** The factor that words name, 2 for "twice the"; undefined where they name none. */
export function factorIn(words: string): number | undefined {
  for (const [pattern, read] of factors) {
    const match = pattern.exec(words)
    const factor = match && read(match)
    if (factor !== undefined && factor !== null && factor > 0 && factor !== 1) return factor
  }
  return undefined
}

/** Half of, twice, 10 times. */
const sayFactor = (factor: number): string =>
  factor === 0.5 ? 'half of' : factor === 2 ? 'twice' : `${plain(factor)} times`

/** @param words folded; undefined where they scale no fact that is known or assumed */
export function scaled(words: string, brief: Brief): Changed | undefined {
  const more = added.exec(words)
  const count = more && (more[1] === undefined ? numberWord(more[2] ?? '') : Number(more[1]))
  const factor = count ? undefined : factorIn(words)
  if (factor === undefined && !count) return undefined
  // What was assumed can be doubled too.
  const full = judged(brief).kind === 'design' ? solve(brief).brief : brief
  const ids = nouns.find(([pattern]) => pattern.test(words))?.[1] ?? []
  const id = ids.find((fact) => factValue(brief, fact) ?? factValue(full, fact))
  if (!id) return undefined
  const sign = more && more[3] === undefined ? -1 : 1
  const value = factValue(brief, id) ?? factValue(full, id)
  const after = amended(value, (n) => (count ? n + sign * count : n * (factor ?? 1)))
  if (after === undefined) return undefined
  const changed = withFact(brief, id, after, words)
  // A number beyond what is counted is none that anybody has.
  if (!briefSchema.safeParse(changed).success) return undefined
  const row = factRows.find((fact) => fact.id === id)
  const [was, is] = [row?.read(brief) ?? row?.read(full), row?.read(changed)]
  const how = count ? `${count} ${sign > 0 ? 'more' : 'fewer'} than` : sayFactor(factor ?? 1)
  return {
    brief: changed,
    notes: [`${row?.label ?? id}: ${how} ${was?.value ?? '?'}, so ${is?.value ?? '?'}.`],
  }
}

function factValue(brief: Brief, id: FactId): unknown {
  const [section = '', key = ''] = id.split('.')
  const facts = brief[section as 'data'] as Readonly<Record<string, { value: unknown } | undefined>>
  return facts[key]?.value
}

/** The number of a fact: of a length its value, of devices their count, of a latency its milliseconds. */
function amended(value: unknown, change: (n: number) => number): unknown {
  if (typeof value === 'number') return rounded(value, change(value))
  if (typeof value !== 'object' || value === null) return undefined
  for (const key of ['ms', 'count', 'value'] as const) {
    const n: unknown = (value as Record<string, unknown>)[key]
    if (typeof n !== 'number') continue
    const after = key === 'count' ? Math.round(change(n)) : change(n)
    return after > 0 ? { ...value, [key]: after } : undefined
  }
  return undefined
}

/** What is counted stays whole. */
function rounded(before: number, after: number): number | undefined {
  const whole = Number.isInteger(before) && before >= 1 ? Math.max(1, Math.round(after)) : after
  return whole > 0 && Number.isFinite(whole) ? whole : undefined
}

/** The brief with one fact said. */
export function withFact(brief: Brief, id: FactId, value: unknown, words: string): Brief {
  const [section = '', key = ''] = id.split('.')
  const facts = brief[section as 'data']
  const fact = { value, source: 'stated' as const, words: words.trim().slice(0, 120) }
  return { ...brief, [section]: { ...facts, [key]: fact }, conflicts: [] }
}
