import { presentMessage } from './messages.js';
import { presentView } from './methods/views.js';
export const isMessage = (target) => 'ts' in target;
const teamOf = ({ id, domain }) => ({ id, domain });
const userOf = ({ workspace, user }) => ({
    id: user.id,
    username: user.name,
    name: user.name,
    team_id: workspace.id,
});
const common = (scene) => ({
    token: 'verification-token',
    api_app_id: scene.core.app.id,
    is_enterprise_install: false,
    enterprise: null,
    team: teamOf(scene.workspace),
    user: userOf(scene),
});
const channelNames = { im: 'directmessage', private: 'privategroup' };
const nameOf = (channel) => (channel.kind === 'public' ? channel.name : channelNames[channel.kind]);
const channelOf = (channel) => ({ id: channel.id, name: nameOf(channel) });
export function commandPayload(scene, channel, command, text) {
    const { core, workspace, user } = scene;
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
    };
}
/** Where an element stands, and what its surroundings are worth to the app. */
function placeOf(scene, target, values) {
    const { core, workspace, user } = scene;
    if (!isMessage(target))
        return {
            container: { type: 'view', view_id: target.id },
            view: presentView(core, workspace, target, values),
        };
    const channel = workspace.channels.get(target.channel);
    const isEphemeral = target.onlyFor !== undefined;
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
    };
}
export function actionPayload(scene, target, action, values) {
    const { core, workspace, user } = scene;
    return {
        type: 'block_actions',
        ...common(scene),
        ...placeOf(scene, target, values),
        trigger_id: core.interactions.newTrigger(workspace, user),
        actions: [{ ...action, action_ts: core.newTs() }],
    };
}
/** The part of a pressed element that goes into `actions`. */
export function pressed(block, element, words) {
    const { type, action_id, text, value, style, icon } = element;
    return {
        type,
        action_id,
        block_id: block.block_id,
        ...(text === undefined ? {} : { text: words?.text ?? text }),
        ...(value === undefined ? {} : { value }),
        ...(style === undefined ? {} : { style }),
        ...(icon === undefined ? {} : { icon }),
        ...words,
    };
}
export function suggestionPayload(scene, target, block, element, typed, values) {
    const { response_url: _, state: __, ...place } = placeOf(scene, target, values);
    return {
        type: 'block_suggestion',
        ...common(scene),
        ...place,
        action_id: element.action_id,
        block_id: block.block_id,
        value: typed,
    };
}
export function submissionPayload(scene, view, values) {
    const { core, workspace, user } = scene;
    return {
        type: 'view_submission',
        ...common(scene),
        trigger_id: core.interactions.newTrigger(workspace, user),
        view: presentView(core, workspace, view, values),
        response_urls: [],
    };
}
export function closedPayload(scene, view, isCleared) {
    return {
        type: 'view_closed',
        ...common(scene),
        view: presentView(scene.core, scene.workspace, view),
        is_cleared: isCleared,
    };
}
export function shortcutPayload(scene, callbackId, message) {
    const { core, workspace, user } = scene;
    const base = {
        ...common(scene),
        callback_id: callbackId,
        trigger_id: core.interactions.newTrigger(workspace, user),
        action_ts: core.newTs(),
    };
    if (!message)
        return { type: 'shortcut', ...base };
    const channel = workspace.channels.get(message.channel);
    return {
        type: 'message_action',
        ...base,
        message_ts: message.ts,
        channel: channelOf(channel),
        message: presentMessage(core, workspace, channel, message),
        response_url: core.interactions.newResponseUrl({ workspace, channel, user, message }),
    };
}
//# sourceMappingURL=payloads.js.map