/** What is known of the future when a forecast is made: nothing, the calendar, or planned inputs. */
import { type Draft, put } from './draft.js'
import { isNegated } from './vocabulary.js'

type Known = 'none' | 'calendar' | 'planned'

const calendarStems = /^(calendar|holiday|kalender|feiertag|festivo|weekday|feries)/
/** Inputs that are planned by their nature. */
const plannedStems =
  /^(promo|campaign|planned|covariate|exogenous|regressor|aktion|kampagne|geplant|planificad|planifie)/
/** Inputs only where the text says that they are given ahead. */
const inputStems =
  /^(prices?|preise?|precios?|prix|weather|wetter[a-z]*|schedules?|roadmap|temperatures?|tariffs?)$/
const given =
  /^(known|planned|plan|plans|advance|input|inputs|covariates?|feature|features|drivers?|include|including|available|bekannt|verfugbar|conocid|disponible)/
const targeted = /^(forecasts?|forecasting|predictions?|predict|vorhersage|prognose|prediccion|prevision)$/

export function readKnownFuture(draft: Draft): void {
  if ((draft.brief.domain?.value ?? 'time_series') !== 'time_series') return
  draft.tokens.forEach((token, i) => {
    if (/^univaria/.test(token.text)) keep(draft, 'calendar', i)
    else if (isPlanned(draft, i)) keep(draft, isNegated(draft.tokens, i) ? 'calendar' : 'planned', i)
    else if (isCalendar(draft, i)) keep(draft, isNegated(draft.tokens, i) ? 'none' : 'calendar', i)
    else if (isNothing(draft, i)) keep(draft, 'none', i)
  })
}

const order: readonly Known[] = ['none', 'calendar', 'planned']

/** The most that is known wins: "holidays and planned promotions" is no contradiction. */
function keep(draft: Draft, value: Known, at: number): void {
  const said = draft.said.has('known future') ? draft.brief.data.knownFuture?.value : undefined
  if (said !== undefined && order.indexOf(said) >= order.indexOf(value)) return
  draft.said.delete('known future')
  draft.brief.data.knownFuture = put(draft, 'known future', value, at, at)
}

/** "Price forecasting" has prices as its target; "with planned prices and promotions" has them as an input. */
function isPlanned({ tokens }: Draft, at: number): boolean {
  const word = tokens[at]?.text ?? ''
  const next = tokens[at + 1]?.text ?? ''
  // "Predictive maintenance" and "5 campaigns" are no inputs.
  if (plannedStems.test(word))
    return !/^(maintenance|outage|downtime)/.test(next) && tokens[at - 1]?.kind !== 'number'
  // A weather forecast is an input like the weather itself.
  if (!inputStems.test(word) || (targeted.test(next) && !/^we(ather|tter)/.test(word))) return false
  // "With weather and holidays"
  if (/^(with|using|plus|including|mit|con|avec)$/.test(tokens[at - 1]?.text ?? '')) return true
  // The answer to a question about the future lists what is known of it.
  if (tokens[0]?.text === 'future' && tokens[1]?.text === ':') return true
  const clause = tokens[at]?.clause
  const around = tokens.slice(Math.max(0, at - 4), at + 5)
  return around.some(({ text, clause: other }) => other === clause && given.test(text))
}

/** "12 calendar days" is a length of time. */
function isCalendar({ tokens }: Draft, at: number): boolean {
  const next = tokens[at + 1]?.text ?? ''
  return calendarStems.test(tokens[at]?.text ?? '') && !/^(days?|months?|weeks?|years?)$/.test(next)
}

/** "Nothing is known in advance" */
function isNothing({ tokens }: Draft, at: number): boolean {
  if (tokens[at]?.text !== 'nothing') return false
  const after = tokens.slice(at + 1, at + 8).map(({ text }) => text)
  return after.includes('known') && after.some((word) => /^(future|ahead|advance)$/.test(word))
}
