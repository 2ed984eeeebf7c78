/** Who builds it, by when, and what runs already. */
import { type Draft, put } from './draft.js'
import { meansOther } from './homonyms.js'
import { findAfter, isNear, wordAt } from './near.js'
import type { Quantity } from './quantities.js'
import { secondsPer } from './units.js'
import { isNegated } from './vocabulary.js'

export function readTeam(draft: Draft, quantities: readonly Quantity[]): void {
  draft.tokens.forEach((_, i) => {
    readAlone(draft, i)
    readExpertise(draft, i)
    readCommercial(draft, i)
  })
  readInfrastructure(draft)
  for (const quantity of quantities) readDeadline(draft, quantity)
}

/** "Just me", "I'm alone", "solo developer", "one-person team". */
function readAlone(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const me = word === 'me' && /^(just|only)$/.test(wordAt(tokens, i - 1))
  const solo = word === 'solo' && /^(dev|developer|founder|engineer|project)$/.test(wordAt(tokens, i + 1))
  const alone = word === 'alone' && /^(im|am|work|working)$/.test(wordAt(tokens, i - 1))
  const person =
    word === 'one' && wordAt(tokens, i + 1) === '-' && /^(person|man|woman)$/.test(wordAt(tokens, i + 2))
  if ((me || solo || alone || person) && !draft.said.has('team'))
    brief.team.size = put(draft, 'team', 1, me || alone ? i - 1 : i, person ? i + 2 : solo ? i + 1 : i)
}

const things =
  /^(ml|ai|machine|deep|pytorch|data|experience|models?|field|team|team\w*|engineers?|devs?|developers?|learning|scientists?|analyst|analysts)$/
const fresh =
  /^(junior|juniors|beginner|beginners|novice|newbie|newbies|anfanger|principiantes?|debutants?|inexperienced)$/
const seasoned = /^(senior|seniors|expert|experts|experienced|phd|phds|veteran|erfahren\w*|expertos?)$/

function readExpertise(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const near = isNear(tokens, { first: i, last: i }, 4, things)
  const newTo =
    word === 'new' &&
    wordAt(tokens, i + 1) === 'to' &&
    findAfter(tokens, i + 2, 3, /^(ml|ai|machine|deep|this|field|pytorch|data)$/) !== undefined
  const first =
    word === 'first' &&
    findAfter(tokens, i + 1, 3, /^(ml|ai|model|machine)$/) !== undefined &&
    findAfter(tokens, i + 1, 5, /^(project|model|time)$/) !== undefined
  const none =
    word === 'experience' &&
    isNegated(tokens, i) &&
    isNear(tokens, { first: i, last: i }, 3, /^(ml|ai|learning|deep)$/)
  if ((fresh.test(word) && near) || newTo || first || none) {
    brief.team.expertise = put(draft, 'expertise', 'beginner' as const, i, i)
    return
  }
  // "Our expert drivers" and "expert labels" are no team.
  const people = isNear(
    tokens,
    { first: i, last: i },
    3,
    /^(team|engineers?|devs?|developers?|ml|scientists?|researchers?|we)$/,
  )
  if (seasoned.test(word) && people && !isNegated(tokens, i))
    brief.team.expertise = put(draft, 'expertise', 'expert' as const, i, i)
}

/** "Commercial product", "we sell it", "for a paid app". */
function readCommercial(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const product =
    /^(product|products|use|usage|uso|nutzung|einsatz|gebruik|software|app|service|licen[cs]e|licen[cs]ing|projekt|produkt|produit|producto|prodotto|saas)$/
  const commercial =
    /^(commercial|commercially|kommerziell\w*|comerciale?s?|commerciale?s?|commerciel\w*)$/.test(word) &&
    (product.test(wordAt(tokens, i + 1)) ||
      product.test(wordAt(tokens, i - 1)) ||
      wordAt(tokens, i - 1) === 'is')
  const sold =
    (word === 'sell' &&
      /^(we|will|to)$/.test(wordAt(tokens, i - 1)) &&
      /^(it|this|the)$/.test(wordAt(tokens, i + 1))) ||
    word === 'saas'
  if (!commercial && !sold) return
  const non = wordAt(tokens, i - 1) === '-' && wordAt(tokens, i - 2) === 'non'
  const value = !(isNegated(tokens, i) || non)
  brief.constraints.commercial = put(draft, 'commercial', value, i, i)
}

const infrastructure: ReadonlySet<string> = new Set(
  'kafka spark flink kubernetes k8s triton airflow redis postgres postgresql snowflake databricks sagemaker mlflow ray dbt bigquery elasticsearch opensearch faiss qdrant milvus pgvector docker hadoop pulsar rabbitmq kinesis redshift clickhouse prometheus grafana influxdb timescaledb kubeflow vllm slurm dagster prefect aws gcp azure'.split(
    ' ',
  ),
)
const sameThing: Readonly<Record<string, string>> = { k8s: 'kubernetes', postgresql: 'postgres' }
const most = 20

function readInfrastructure(draft: Draft): void {
  const { tokens, brief } = draft
  const found: number[] = []
  tokens.forEach((_, i) => {
    if (infrastructure.has(wordAt(tokens, i)) && !isNegated(tokens, i) && !meansOther(tokens, i))
      found.push(i)
  })
  const [first] = found
  if (first === undefined) return
  const known = draft.source === 'stated' ? [] : (brief.team.infrastructure?.value ?? [])
  const names = found.map((i) => sameThing[wordAt(tokens, i)] ?? wordAt(tokens, i))
  const all = [...new Set([...known, ...names])].slice(0, most)
  const near = found.filter((i, n) => n === 0 || i - (found[n - 1] ?? i) <= 3)
  brief.team.infrastructure = put(draft, 'infrastructure', all, first, near.at(-1) ?? first)
}

const dueWords =
  /^(deadline|demo|launch|live|golive|ship|release|deliver|delivered|delivery|mvp|poc|pilot|prototype|until|due|ready|finished|done|frist|abgabe|plazo|delai|scadenza)$/

/** "3 weeks until the demo", "deadline: 2 months", "must be live in 6 weeks". */
function readDeadline(draft: Draft, quantity: Quantity): void {
  const { first, last, unit, value } = quantity
  if (unit.kind !== 'time' || !/^(day|week|month|quarter)$/.test(unit.unit) || value <= 0) return
  const { tokens, brief } = draft
  if (!isNear(tokens, quantity, 5, dueWords) || isNear(tokens, quantity, 2, /^(ahead|history|delay)$/)) return
  if (brief.data.horizon?.words && draft.said.get('horizon')?.first === first) return
  const weeks = (value * secondsPer[unit.unit]) / secondsPer.week
  brief.constraints.deadlineWeeks = put(draft, 'deadline', Number(weeks.toPrecision(12)), first, last)
}
