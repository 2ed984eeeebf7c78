/**
 * Fills what nobody said of a recommendation problem with stated defaults, on a copy: how many items and users, how
 * much they did, what is known of an item. Of a ranking or click prediction: rows and columns.
 */
import type { Brief } from '../../brief/brief.js'
import { assumed } from '../../brief/fact.js'
import type { Task } from '../../brief/tasks.js'
import { usualLanguage } from '../../brief/usual-language.js'
import { completeSetting } from '../defaults.js'

export const defaultItems = 50_000
const defaultUsers = 1_000_000
/** Events of a user, and of a session, that were recorded. */
const defaultEventsPerUser = 20
export const defaultEventsPerSession = 4
/** Sessions a month and months of log where visitors are anonymous. */
const defaultSessionsPerMonth = 500_000
export const monthsOfLog = 6
/** Share of items that fewer than five events are known of. */
export const defaultColdShare = 0.2
/** Users for an item where only the items are known: small catalogues have small audiences. */
const usersPerItem = 10
/** Rows and columns of a log of impressions; the columns are those of Criteo's public log. */
export const defaultImpressions = 50_000_000
export const defaultColumns = 39
/** Items or ads that compete for one place, where nobody said how many. */
const competing = 100

/** Tasks whose candidates are given: a list to order, or one item to judge. */
export const ranksGiven = (task: Task | undefined): boolean =>
  task === 'ranking' || task === 'click prediction'

/** The brief with every fact that a recommender needs. Idempotent. */
export function complete(brief: Brief): Brief {
  const task = brief.task ?? assumed('recommendation' as const)
  const known: Brief = {
    ...brief,
    domain: brief.domain ?? assumed('recommendation' as const),
    task,
    data: ranksGiven(task.value)
      ? impressionFacts(brief.data)
      : {
          ...eventFacts(brief.data, task.value, saysNoHistory(brief.request)),
          ...(brief.data.contentFeatures?.value !== false && {
            languages: brief.data.languages ?? assumed([usualLanguage(brief)]),
          }),
        },
  }
  return completeSetting(known, 'online')
}

function impressionFacts(data: Brief['data']): Brief['data'] {
  const items = data.items ?? assumed(defaultItems)
  return {
    ...data,
    items,
    rows: data.rows ?? data.labelled ?? data.interactions ?? assumed(defaultImpressions),
    featureCount: data.featureCount ?? assumed(defaultColumns),
    candidates: data.candidates ?? assumed(Math.min(competing, items.value)),
  }
}

/** Of some items or users alone: "many new courses without a history". */
const ofSome =
  /\b(?:new|neue\w*|nuev[oa]s?|nouve\w+|nov[oa]s?|nuov[oaie]|cold|many|some|half|viele|muchos|muchas|muitos|muitas)\b[^.;]{0,40}$/iu

/** "No history yet", of everything: nothing was recorded so far. */
function saysNoHistory(request: string): boolean {
  const found = noHistory.exec(request)
  return found !== null && !ofSome.test(request.slice(0, found.index))
}

const noHistory =
  /\b(?:no|without|zero|keine?|ohne|sin|sans|aucune?|pas de|pas d|senza|nessun\w*|sem|nenhum\w*|geen|zonder)\W(?:\p{L}+ )?(?:history|histories|interactions?|clicks?|events?|usage data|play data|historie|historial|historique|interacciones|interazioni|storico|storia|cronologia|historico|histórico|intera[çc][õo]es|geschiedenis|interaktion\w*|verlauf\w*)\b/iu

function eventFacts(data: Brief['data'], task: Task, saysNoHistory: boolean): Brief['data'] {
  const items = data.items ?? assumed(defaultItems)
  const shared = {
    ...data,
    items,
    feedback: data.feedback ?? assumed('implicit' as const),
    contentFeatures: data.contentFeatures ?? assumed(true),
    coldShare: data.coldShare ?? assumed(defaultColdShare),
  }
  if (task === 'session-based recommendation' || (data.sessionsPerMonth && !data.users)) {
    const sessions = data.sessionsPerMonth ?? assumed(defaultSessionsPerMonth)
    const events = Math.round(sessions.value * monthsOfLog * defaultEventsPerSession)
    return { ...shared, sessionsPerMonth: sessions, interactions: data.interactions ?? assumed(events) }
  }
  const users =
    data.users ??
    assumed(
      data.interactions
        ? Math.max(1, Math.round(data.interactions.value / defaultEventsPerUser))
        : Math.min(defaultUsers, Math.round(usersPerItem * items.value)),
    )
  return {
    ...shared,
    users,
    interactions:
      data.interactions ?? assumed(saysNoHistory ? 0 : Math.round(users.value * defaultEventsPerUser)),
  }
}
