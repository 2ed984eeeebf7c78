/** Rate limits: per method, per workspace, per minute; chat.postMessage once per second and channel. */
import { RateLimited } from './errors.js';
/** Calls per minute of a tier [docs.slack.dev rate-limits]. */
const perMinute = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 };
const tiers = {
    'apps.connections.open': 1,
    'chat.startStream': 2,
    'chat.stopStream': 2,
    'chat.appendStream': 4,
    'chat.delete': 3,
    'chat.update': 3,
    'chat.postEphemeral': 4,
    'conversations.history': 3,
    'conversations.info': 3,
    'conversations.join': 3,
    'conversations.list': 2,
    'conversations.members': 4,
    'conversations.open': 3,
    'conversations.replies': 3,
    'agents.sessions.rename': 3,
    'agents.sessions.setStatus': 3,
    'assistant.threads.setSuggestedPrompts': 3,
    'assistant.threads.setTitle': 3,
    'files.completeUploadExternal': 4,
    'files.getUploadURLExternal': 4,
    'files.info': 4,
    'files.delete': 3,
    'reactions.add': 3,
    'reactions.remove': 2,
    'users.info': 4,
    'views.open': 4,
    'views.push': 4,
    'views.update': 4,
    'views.publish': 4,
};
/** "Several hundred messages per minute" of one workspace. */
const postsPerMinute = 300;
/** @param now milliseconds since 1970 */
export function createRates(now) {
    const taken = new Map();
    const take = (key, limit, windowMs) => {
        const recent = (taken.get(key) ?? []).filter((at) => now() - at < windowMs);
        const [oldest] = recent;
        if (recent.length >= limit && oldest !== undefined)
            throw new RateLimited(Math.max(1, Math.ceil((oldest + windowMs - now()) / 1000)));
        taken.set(key, [...recent, now()]);
    };
    return {
        check(method, team, channel) {
            if (method === 'chat.postMessage') {
                take(`${team} ${method} ${channel}`, 1, 1000);
                take(`${team} ${method}`, postsPerMinute, 60_000);
                return;
            }
            take(`${team} ${method}`, perMinute[tiers[method] ?? 'special'], 60_000);
        },
    };
}
export const unlimited = { check: () => { } };
//# sourceMappingURL=rates.js.map