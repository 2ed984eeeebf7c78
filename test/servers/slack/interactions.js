import { Refusal } from './errors.js';
import { changeMessage, checkMessage, removeMessage, storeMessage } from './messages.js';
import { newSecret } from './world.js';
const triggerLifeMs = 3000;
const responseLifeMs = 30 * 60_000;
const responseUses = 5;
export function createInteractions(now, baseUrl) {
    const triggers = new Map();
    const urls = new Map();
    return {
        newTrigger(workspace, user) {
            const trigger = `${now()}.${workspace.id}.${newSecret()}`;
            triggers.set(trigger, { team: workspace.id, user: user.id, at: now(), used: false });
            return trigger;
        },
        takeTrigger(workspace, trigger) {
            const known = typeof trigger === 'string' ? triggers.get(trigger) : undefined;
            if (!known || known.team !== workspace.id)
                throw new Refusal('invalid_trigger_id');
            if (known.used)
                throw new Refusal('exchanged_trigger_id');
            if (now() - known.at > triggerLifeMs)
                throw new Refusal('expired_trigger_id');
            known.used = true;
            return known.user;
        },
        newResponseUrl(to) {
            const secret = newSecret();
            urls.set(secret, { to, at: now(), uses: 0 });
            return `${baseUrl()}/response/${to.workspace.id}/${secret}`;
        },
        respond(core, secret, body) {
            const url = urls.get(secret);
            if (!url)
                throw new Refusal('no_such_url');
            if (now() - url.at > responseLifeMs)
                throw new Refusal('expired_url');
            if (url.uses >= responseUses)
                throw new Refusal('used_url');
            applyResponse(core, url.to, body);
            url.uses += 1;
        },
    };
}
/** What an app says in answer to an interaction, through its response_url or in the acknowledgement itself. */
export function applyResponse(core, to, body) {
    const { workspace, channel, user, message } = to;
    const isTrue = (name) => body[name] === true || body[name] === 'true';
    checkMessage(core, workspace, body);
    if (isTrue('delete_original')) {
        if (!message || !channel.messages.has(message.ts))
            throw new Refusal('message_not_found');
        removeMessage(core, workspace, channel, message);
        return;
    }
    if (isTrue('replace_original')) {
        if (!message || !channel.messages.has(message.ts))
            throw new Refusal('message_not_found');
        changeMessage(core, workspace, channel, message, body);
        return;
    }
    const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : undefined;
    const isPublic = body.response_type === 'in_channel';
    storeMessage(core, workspace, channel, {
        user: workspace.bot.id,
        botId: workspace.botId,
        sent: body,
        ...(threadTs ? { threadTs } : {}),
        ...(isPublic ? {} : { onlyFor: user.id }),
    });
}
//# sourceMappingURL=interactions.js.map