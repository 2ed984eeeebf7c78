/** The round of questions as one message: what was understood, then a form with an answer already chosen in each. */
import type { AskEntry } from '../architect/architect.js'
import { roundChoices, wholeRound } from '../chat/action.js'
import { similarBlocks } from './from-similar.js'
import { escapeText } from './inline.js'
import { list, type MessageBlock, type OutgoingMessage, text } from './message.js'
import { shorten } from './plain.js'
import type { SessionView } from './recipe.js'

export function fromQuestions(id: string, view: SessionView, entry: AskEntry): OutgoingMessage {
  const open = view.openRound === entry.round
  const count = entry.questions.length
  const lead = count === 1 ? 'One question' : `${count} questions`
  return {
    id,
    fallback: `${lead} that would change the design: ${shorten(entry.questions.map((q) => q.text).join(' '), 600)}`,
    blocks: [
      ...understood(entry),
      text(
        open
          ? `**${lead} whose ${count === 1 ? 'answer' : 'answers'} would change the design.** Choose, write in your own words, or go on with what I would assume.`
          : `**${lead}**, answered below.`,
      ),
      ...(open ? similarBlocks(entry.similar) : []),
      ...(open ? form(view, entry) : [list(entry.questions.map((q) => escapeText(q.text)))]),
    ],
  }
}

function understood(entry: AskEntry): MessageBlock[] {
  const notes = (entry.notes ?? []).map((note) => text(escapeText(note), 'muted'))
  if (entry.understood.length === 0) return notes
  const said = (fromTeam: boolean) =>
    entry.understood
      .filter((fact) => (fact.fromTeam === true) === fromTeam)
      .map((fact) => `${escapeText(fact.label)}: **${escapeText(fact.value)}**`)
      .join(', ')
  const [own, team] = [said(false), said(true)]
  return [
    ...(own ? [text(`Understood: ${own}.`)] : []),
    ...(team ? [text(`From the team profile: ${team}.`, 'muted')] : []),
    ...notes,
  ]
}

function form(view: SessionView, entry: AskEntry): MessageBlock[] {
  const action = (choice: string) => ({
    session: view.session,
    round: entry.round,
    question: wholeRound,
    choice,
  })
  return [
    {
      kind: 'form',
      submit: { label: 'Answer', action: action(roundChoices.form), style: 'primary' },
      fields: entry.questions.map((question) => ({
        id: question.id,
        label: escapeText(question.text),
        hint: escapeText(question.why),
        options: question.choices.map(({ id, label }) => ({ id, label: escapeText(label) })),
        default: question.default,
        freeText: true,
      })),
    },
    { kind: 'actions', actions: [{ label: 'Use your assumptions', action: action(roundChoices.assume) }] },
  ]
}
