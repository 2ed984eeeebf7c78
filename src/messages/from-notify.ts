/** The notify setting as messages. */
import type { NoticeKind } from '../chat/commands.js'
import { nameOf } from './from-decision.js'
import { escapeText } from './inline.js'
import { type OutgoingMessage, sentence } from './message.js'

export interface NotifyShown {
  readonly name: string
  readonly events: readonly NoticeKind[]
  readonly timeZone: string
  readonly by: { readonly id: string; readonly name?: string | undefined }
}

export const fromNotify = (id: string, setting: NotifyShown | undefined): OutgoingMessage =>
  sentence(
    id,
    setting
      ? `${escapeText(setting.name)} is told when a design is ${setting.events.join(', ')}, and gets a digest on Mondays at 09:00 (${escapeText(setting.timeZone)}). Set by ${escapeText(nameOf(setting.by))}; \`notify off\` ends it.`
      : 'No channel is told of designs. `notify #channel` names one; it then also gets a weekly digest.',
  )

export const fromNotifyOff = (id: string): OutgoingMessage =>
  sentence(id, 'No channel is told of designs any more, and no digest comes.')
