/** Several targets and several inputs: how many tasks there are and of which kind, what the input is made of. */
import { type Draft, put } from './draft.js'
import { joinedModalities, modalityMentions } from './modalities.js'
import { isNear, wordAt } from './near.js'
import { severalTargets } from './several-targets.js'
import { isNegated } from './vocabulary.js'

export function readSeveral(draft: Draft): void {
  readInputs(draft)
  if (draft.brief.domain?.value === 'multi_task') readTasks(draft)
  readDated(draft)
}

const dates = /^(dates?|dated|timestamps?|timestamped|chronological|datum|zeitstempel|fechas?|horodat\w*)$/

/** "In the next 60 days": the rows lie before what is predicted. */
function readDated(draft: Draft): void {
  const { brief, said, tokens } = draft
  const field = brief.domain?.value
  if (field !== 'tabular' && field !== 'multi_task' && field !== 'graph') return
  const horizon = said.get('horizon')
  const at = horizon ? horizon.first : tokens.findIndex(({ text }) => dates.test(text))
  if (at < 0) return
  const last = horizon?.last ?? at
  const negated = !horizon && isNegated(tokens, at)
  brief.data.dated = put(draft, 'dates', !negated, at, last)
}

/** With their places: a joined list, or in a field of several inputs whatever is named. */
function readInputs(draft: Draft): void {
  const { tokens, brief } = draft
  const field = brief.domain?.value
  if (field !== 'multimodal' && field !== 'multi_task') return
  const mentions = modalityMentions(tokens)
  const joined = joinedModalities(mentions, tokens)
  const names = joined?.names ?? [...new Set(mentions.map(({ modality }) => modality))]
  const [first, last] = joined ? [joined.first, joined.last] : [mentions[0]?.at, mentions[0]?.at]
  if (names.length === 0 || first === undefined || last === undefined) return
  brief.data.modalities = put(draft, 'inputs', [...names], first, last)
}

function readTasks(draft: Draft): void {
  const { tokens, brief } = draft
  const several = severalTargets(tokens)
  const { data } = brief
  if (several) {
    const { first, last, kinds } = several
    if (!draft.said.has('tasks')) data.tasks = put(draft, 'tasks', kinds.length, first, last)
    data.taskKinds = put(draft, 'task kinds', [...new Set(kinds)], first, last)
    return
  }
  // "5 binary targets", "three regression heads"
  tokens.forEach((_, i) => {
    if (draft.said.has('task kinds')) return
    const kind = /^(binary|classification)$/.test(wordAt(tokens, i))
      ? 'classification'
      : /^(regression|numeric|continuous)$/.test(wordAt(tokens, i))
        ? 'regression'
        : undefined
    if (
      kind &&
      isNear(tokens, { first: i, last: i }, 3, /^(targets?|heads?|tasks?|labels?|outputs?|objectives?)$/)
    )
      data.taskKinds = put(draft, 'task kinds', [kind], i, i)
  })
}
