/** views.open, push, update, publish. */
import { needText, objectsOf, textOf } from '../arguments.js'
import type { Core, Method } from '../core.js'
import { Refusal, refuseView } from '../errors.js'
import { withIds } from '../messages.js'
import { problemsOfView } from '../payload-rules.js'
import { type Fields, isObject } from '../rules/check.js'
import { newId, type StoredView, type Workspace } from '../world.js'

const stackedViews = 3
/** "Greater than 250kb" [docs.slack.dev views.open]. */
const viewBytes = 250_000

const open: Method = (call) => {
  const view = readView(call.args, 'modal')
  const user = call.core.interactions.takeTrigger(call.workspace, call.args.trigger_id)
  const stored = storeView(call.core, call.workspace, user, view)
  return { view: presentView(call.core, call.workspace, stored) }
}

const push: Method = (call) => {
  const view = readView(call.args, 'modal')
  const user = call.core.interactions.takeTrigger(call.workspace, call.args.trigger_id)
  const top = openViewsOf(call.workspace, user).at(-1)
  if (!top) throw new Refusal('view_not_found')
  const stored = pushView(call.core, call.workspace, top, view)
  return { view: presentView(call.core, call.workspace, stored) }
}

const update: Method = (call) => {
  const { core, workspace, args } = call
  const view = readView(args)
  const [id, externalId] = [textOf(args, 'view_id'), textOf(args, 'external_id')]
  if (!id && !externalId) throw new Refusal('invalid_arguments')
  const all = [...workspace.views.values(), ...workspace.homes.values()]
  const stored = all.find((each) => (id ? each.id === id : each.view.external_id === externalId))
  if (!stored?.open) throw new Refusal('not_found')
  checkHash(args, stored)
  checkExternalId(workspace, view, stored)
  replaceView(core, stored, view)
  return { view: presentView(core, workspace, stored) }
}

const publish: Method = (call) => {
  const { core, workspace, args } = call
  const view = readView(args, 'home')
  const user = workspace.members.get(needText(args, 'user_id'))
  if (!user) throw new Refusal('user_not_found')
  const known = workspace.homes.get(user.id)
  checkExternalId(workspace, view, known)
  if (known) {
    checkHash(args, known)
    replaceView(core, known, view)
  } else {
    const id = newId('V')
    workspace.homes.set(user.id, {
      id,
      user: user.id,
      view: filled(view),
      hash: newHash(core),
      rootId: id,
      previousId: null,
      open: true,
    })
  }
  const stored = workspace.homes.get(user.id) as StoredView
  return { view: presentView(core, workspace, stored) }
}

function readView(args: Fields, type?: 'modal' | 'home'): Fields {
  const { view } = args
  if (!isObject(view)) throw new Refusal('invalid_arguments')
  refuseView(problemsOfView(view))
  if (JSON.stringify(view).length > viewBytes) throw new Refusal('view_too_large')
  if (type && view.type !== type) throw new Refusal('invalid_arguments')
  return view
}

const checkHash = (args: Fields, stored: StoredView) => {
  const hash = textOf(args, 'hash')
  if (hash && hash !== stored.hash) throw new Refusal('hash_conflict')
}

function checkExternalId(workspace: Workspace, view: Fields, own?: StoredView): void {
  const { external_id: id } = view
  const taken = [...workspace.views.values(), ...workspace.homes.values()].some(
    (each) => each.open && each !== own && each.view.external_id === id,
  )
  if (id && taken) throw new Refusal('duplicate_external_id')
}

const newHash = (core: Core) => `${Math.floor(core.now() / 1000)}.${newId('h')}`
const filled = (view: Fields): Fields => ({ ...view, blocks: objectsOf(view.blocks).map(withIds) })

/** The modals a person has open, the topmost last. */
export const openViewsOf = (workspace: Workspace, user: string) =>
  [...workspace.views.values()].filter((each) => each.open && each.user === user)

export function storeView(
  core: Core,
  workspace: Workspace,
  user: string,
  view: Fields,
  below?: StoredView,
): StoredView {
  checkExternalId(workspace, view)
  const id = newId('V')
  if (!below) for (const each of openViewsOf(workspace, user)) each.open = false
  const stored: StoredView = {
    id,
    user,
    view: filled(view),
    hash: newHash(core),
    rootId: below?.rootId ?? id,
    previousId: below?.id ?? null,
    open: true,
  }
  workspace.views.set(id, stored)
  return stored
}

export function pushView(core: Core, workspace: Workspace, top: StoredView, view: Fields): StoredView {
  if (openViewsOf(workspace, top.user).length >= stackedViews) throw new Refusal('push_limit_reached')
  return storeView(core, workspace, top.user, view, top)
}

export function replaceView(core: Core, stored: StoredView, view: Fields): void {
  stored.view = filled(view)
  stored.hash = newHash(core)
}

/** As answers and interactions show a view; `values` is what is filled in. */
export function presentView(
  core: Core,
  workspace: Workspace,
  stored: StoredView,
  values: Fields = {},
): Fields {
  const { view } = stored
  return {
    id: stored.id,
    team_id: workspace.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values },
    hash: stored.hash,
    title: view.title ?? null,
    clear_on_close: view.clear_on_close ?? false,
    notify_on_close: view.notify_on_close ?? false,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: stored.previousId,
    root_view_id: stored.rootId,
    app_id: core.app.id,
    external_id: view.external_id ?? '',
    app_installed_team_id: workspace.id,
    bot_id: workspace.botId,
  }
}

export const views: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
}
