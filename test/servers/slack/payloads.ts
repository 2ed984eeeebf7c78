/** The bodies that Slack sends for what people do. */
import type { Core } from './core.js'
import { presentMessage } from './messages.js'
import { presentView } from './methods/views.js'
import type { Fields } from './rules/check.js'
import type { Channel, Member, Message, StoredView, Workspace } from './world.js'

export interface Scene {
  readonly core: Core
  readonly workspace: Workspace
  readonly user: Member
}

export const isMessage = (target: Message | StoredView): target is Message => 'ts' in target

const teamOf = ({ id, domain }: Workspace) => ({ id, domain })
const userOf = ({ workspace, user }: Scene) => ({
  id: user.id,
  username: user.name,
  name: user.name,
  team_id: workspace.id,
})
const common = (scene: Scene) => ({
  token: 'verification-token',
  api_app_id: scene.core.app.id,
  is_enterprise_install: false,
  enterprise: null,
  team: teamOf(scene.workspace),
  user: userOf(scene),
})
const channelNames = { im: 'directmessage', private: 'privategroup' } as const
const nameOf = (channel: Channel) => (channel.kind === 'public' ? channel.name : channelNames[channel.kind])
const channelOf = (channel: Channel) => ({ id: channel.id, name: nameOf(channel) })

export function commandPayload(scene: Scene, channel: Channel, command: string, text: string): Fields {
  const { core, workspace, user } = scene
  return {
    token: 'verification-token',
    team_id: workspace.id,
    team_domain: workspace.domain,
    channel_id: channel.id,
    channel_name: nameOf(channel),
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: core.app.id,
    is_enterprise_install: 'false',
    response_url: core.interactions.newResponseUrl({ workspace, channel, user }),
    trigger_id: core.interactions.newTrigger(workspace, user),
  }
}

/** Where an element stands, and what its surroundings are worth to the app. */
function placeOf(scene: Scene, target: Message | StoredView, values: Fields): Fields {
  const { core, workspace, user } = scene
  if (!isMessage(target))
    return {
      container: { type: 'view', view_id: target.id },
      view: presentView(core, workspace, target, values),
    }
  const channel = workspace.channels.get(target.channel) as Channel
  const isEphemeral = target.onlyFor !== undefined
  return {
    container: {
      type: 'message',
      message_ts: target.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(target.threadTs ? { thread_ts: target.threadTs } : {}),
    },
    channel: channelOf(channel),
    // Slack keeps no ephemeral message, so it has none to send along.
    ...(isEphemeral ? {} : { message: presentMessage(core, workspace, channel, target) }),
    state: { values },
    response_url: core.interactions.newResponseUrl({ workspace, channel, user, message: target }),
  }
}

export function actionPayload(
  scene: Scene,
  target: Message | StoredView,
  action: Fields,
  values: Fields,
): Fields {
  const { core, workspace, user } = scene
  return {
    type: 'block_actions',
    ...common(scene),
    ...placeOf(scene, target, values),
    trigger_id: core.interactions.newTrigger(workspace, user),
    actions: [{ ...action, action_ts: core.newTs() }],
  }
}

/** The part of a pressed element that goes into `actions`. */
export function pressed(block: Fields, element: Fields, words?: Fields): Fields {
  const { type, action_id, text, value, style, icon } = element
  return {
    type,
    action_id,
    block_id: block.block_id,
    ...(text === undefined ? {} : { text: words?.text ?? text }),
    ...(value === undefined ? {} : { value }),
    ...(style === undefined ? {} : { style }),
    ...(icon === undefined ? {} : { icon }),
    ...words,
  }
}

export function suggestionPayload(
  scene: Scene,
  target: Message | StoredView,
  block: Fields,
  element: Fields,
  typed: string,
  values: Fields,
): Fields {
  const { response_url: _, state: __, ...place } = placeOf(scene, target, values)
  return {
    type: 'block_suggestion',
    ...common(scene),
    ...place,
    action_id: element.action_id,
    block_id: block.block_id,
    value: typed,
  }
}

export function submissionPayload(scene: Scene, view: StoredView, values: Fields): Fields {
  const { core, workspace, user } = scene
  return {
    type: 'view_submission',
    ...common(scene),
    trigger_id: core.interactions.newTrigger(workspace, user),
    view: presentView(core, workspace, view, values),
    response_urls: [],
  }
}

export function closedPayload(scene: Scene, view: StoredView, isCleared: boolean): Fields {
  return {
    type: 'view_closed',
    ...common(scene),
    view: presentView(scene.core, scene.workspace, view),
    is_cleared: isCleared,
  }
}

export function shortcutPayload(scene: Scene, callbackId: string, message: Message | undefined): Fields {
  const { core, workspace, user } = scene
  const base = {
    ...common(scene),
    callback_id: callbackId,
    trigger_id: core.interactions.newTrigger(workspace, user),
    action_ts: core.newTs(),
  }
  if (!message) return { type: 'shortcut', ...base }
  const channel = workspace.channels.get(message.channel) as Channel
  return {
    type: 'message_action',
    ...base,
    message_ts: message.ts,
    channel: channelOf(channel),
    message: presentMessage(core, workspace, channel, message),
    response_url: core.interactions.newResponseUrl({ workspace, channel, user, message }),
  }
}
