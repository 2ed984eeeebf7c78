/** views.open, push, update, publish. */
import { needText, objectsOf, textOf } from '../arguments.js';
import { Refusal, refuseView } from '../errors.js';
import { withIds } from '../messages.js';
import { problemsOfView } from '../payload-rules.js';
import { isObject } from '../rules/check.js';
import { newId } from '../world.js';
const stackedViews = 3;
/** "Greater than 250kb" [docs.slack.dev views.open]. */
const viewBytes = 250_000;
const open = (call) => {
    const view = readView(call.args, 'modal');
    const user = call.core.interactions.takeTrigger(call.workspace, call.args.trigger_id);
    const stored = storeView(call.core, call.workspace, user, view);
    return { view: presentView(call.core, call.workspace, stored) };
};
const push = (call) => {
    const view = readView(call.args, 'modal');
    const user = call.core.interactions.takeTrigger(call.workspace, call.args.trigger_id);
    const top = openViewsOf(call.workspace, user).at(-1);
    if (!top)
        throw new Refusal('view_not_found');
    const stored = pushView(call.core, call.workspace, top, view);
    return { view: presentView(call.core, call.workspace, stored) };
};
const update = (call) => {
    const { core, workspace, args } = call;
    const view = readView(args);
    const [id, externalId] = [textOf(args, 'view_id'), textOf(args, 'external_id')];
    if (!id && !externalId)
        throw new Refusal('invalid_arguments');
    const all = [...workspace.views.values(), ...workspace.homes.values()];
    const stored = all.find((each) => (id ? each.id === id : each.view.external_id === externalId));
    if (!stored?.open)
        throw new Refusal('not_found');
    checkHash(args, stored);
    checkExternalId(workspace, view, stored);
    replaceView(core, stored, view);
    return { view: presentView(core, workspace, stored) };
};
const publish = (call) => {
    const { core, workspace, args } = call;
    const view = readView(args, 'home');
    const user = workspace.members.get(needText(args, 'user_id'));
    if (!user)
        throw new Refusal('user_not_found');
    const known = workspace.homes.get(user.id);
    checkExternalId(workspace, view, known);
    if (known) {
        checkHash(args, known);
        replaceView(core, known, view);
    }
    else {
        const id = newId('V');
        workspace.homes.set(user.id, {
            id,
            user: user.id,
            view: filled(view),
            hash: newHash(core),
            rootId: id,
            previousId: null,
            open: true,
        });
    }
    const stored = workspace.homes.get(user.id);
    return { view: presentView(core, workspace, stored) };
};
function readView(args, type) {
    const { view } = args;
    if (!isObject(view))
        throw new Refusal('invalid_arguments');
    refuseView(problemsOfView(view));
    if (JSON.stringify(view).length > viewBytes)
        throw new Refusal('view_too_large');
    if (type && view.type !== type)
        throw new Refusal('invalid_arguments');
    return view;
}
const checkHash = (args, stored) => {
    const hash = textOf(args, 'hash');
    if (hash && hash !== stored.hash)
        throw new Refusal('hash_conflict');
};
function checkExternalId(workspace, view, own) {
    const { external_id: id } = view;
    const taken = [...workspace.views.values(), ...workspace.homes.values()].some((each) => each.open && each !== own && each.view.external_id === id);
    if (id && taken)
        throw new Refusal('duplicate_external_id');
}
const newHash = (core) => `${Math.floor(core.now() / 1000)}.${newId('h')}`;
const filled = (view) => ({ ...view, blocks: objectsOf(view.blocks).map(withIds) });
/** The modals a person has open, the topmost last. */
export const openViewsOf = (workspace, user) => [...workspace.views.values()].filter((each) => each.open && each.user === user);
export function storeView(core, workspace, user, view, below) {
    checkExternalId(workspace, view);
    const id = newId('V');
    if (!below)
        for (const each of openViewsOf(workspace, user))
            each.open = false;
    const stored = {
        id,
        user,
        view: filled(view),
        hash: newHash(core),
        rootId: below?.rootId ?? id,
        previousId: below?.id ?? null,
        open: true,
    };
    workspace.views.set(id, stored);
    return stored;
}
export function pushView(core, workspace, top, view) {
    if (openViewsOf(workspace, top.user).length >= stackedViews)
        throw new Refusal('push_limit_reached');
    return storeView(core, workspace, top.user, view, top);
}
export function replaceView(core, stored, view) {
    stored.view = filled(view);
    stored.hash = newHash(core);
}
/** As answers and interactions show a view; `values` is what is filled in. */
export function presentView(core, workspace, stored, values = {}) {
    const { view } = stored;
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
    };
}
export const views = {
    'views.open': open,
    'views.push': push,
    'views.update': update,
    'views.publish': publish,
};
//# sourceMappingURL=views.js.map