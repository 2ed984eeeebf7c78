/** Which events reach the app: those it subscribed to, may read, and is there to hear. */
import { historyScope, readScope } from './access.js';
import { newId } from './world.js';
/** The scopes that an event needs, beside the app's being in the conversation. */
function scopeOf(event, workspace) {
    const channel = workspace.channels.get(String(event.channel));
    switch (event.type) {
        case 'message':
            return channel && historyScope(channel.kind);
        case 'app_mention':
            return 'app_mentions:read';
        case 'member_joined_channel':
            return channel && readScope(channel.kind);
        case 'assistant_thread_started':
        case 'assistant_thread_context_changed':
            return 'assistant:write';
        default:
            return undefined;
    }
}
const subscriptions = { public: 'message.channels', private: 'message.groups', im: 'message.im' };
/** Where the app must be a member to hear of something. */
const needsMembership = new Set(['message', 'app_mention', 'member_joined_channel']);
export function isHeard(core, workspace, event) {
    const token = [...core.tokens.values()].find(({ team }) => team === workspace.id);
    if (!token || (token.refusal && event.type !== 'app_uninstalled' && event.type !== 'tokens_revoked'))
        return false;
    const channel = workspace.channels.get(String(event.channel));
    const name = event.type === 'message' && channel ? subscriptions[channel.kind] : String(event.type);
    if (core.app.events && !core.app.events.includes(name))
        return false;
    const scope = scopeOf(event, workspace);
    if (scope && !token.scopes.has(scope))
        return false;
    return !needsMembership.has(String(event.type)) || channel?.members.has(workspace.bot.id) === true;
}
/** The wrapper that every event comes in. `event_id` stays the same in retries. */
export function eventCallback(core, workspace, event) {
    return {
        token: 'verification-token',
        team_id: workspace.id,
        context_team_id: workspace.id,
        context_enterprise_id: null,
        api_app_id: core.app.id,
        event,
        type: 'event_callback',
        event_id: newId('Ev'),
        event_time: Math.floor(core.now() / 1000),
        authorizations: [
            {
                enterprise_id: null,
                team_id: workspace.id,
                user_id: workspace.bot.id,
                is_bot: true,
                is_enterprise_install: false,
            },
        ],
        is_ext_shared_channel: false,
        event_context: newId('ec'),
    };
}
//# sourceMappingURL=events.js.map