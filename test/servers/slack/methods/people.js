/** auth.test, api.test, users.info, reactions, apps.connections.open. */
import { findChannel, messageAt } from '../access.js';
import { needText } from '../arguments.js';
import { Refusal } from '../errors.js';
const authTest = ({ core, workspace }) => ({
    url: `https://${workspace.domain}.slack.com/`,
    team: workspace.name,
    user: workspace.bot.name,
    team_id: workspace.id,
    user_id: workspace.bot.id,
    bot_id: workspace.botId,
    app_id: core.app.id,
    is_enterprise_install: false,
});
const apiTest = ({ args }) => {
    if (typeof args.error === 'string')
        throw new Refusal(args.error, { args });
    return { args };
};
const usersInfo = (call) => {
    call.need('users:read');
    const user = call.workspace.members.get(needText(call.args, 'user'));
    if (!user)
        throw new Refusal('user_not_found');
    return { user: presentMember(call.workspace, user) };
};
function presentMember(workspace, member) {
    return {
        id: member.id,
        team_id: workspace.id,
        name: member.name,
        deleted: member.deleted,
        real_name: member.realName,
        tz: member.tz,
        is_admin: member.isAdmin,
        is_owner: member.isOwner,
        is_primary_owner: member.isOwner,
        is_restricted: false,
        is_ultra_restricted: false,
        is_bot: member.isBot,
        is_app_user: false,
        profile: { real_name: member.realName, display_name: member.name, team: workspace.id },
    };
}
const reactionsAdd = (call) => {
    call.need('reactions:write');
    const { message, name, who } = reaction(call);
    if (who.has(call.workspace.bot.id))
        throw new Refusal('already_reacted');
    who.add(call.workspace.bot.id);
    message.reactions.set(name, who);
    return {};
};
const reactionsRemove = (call) => {
    call.need('reactions:write');
    const { message, name, who } = reaction(call);
    if (!who.delete(call.workspace.bot.id))
        throw new Refusal('no_reaction');
    if (who.size === 0)
        message.reactions.delete(name);
    return {};
};
function reaction(call) {
    const name = needText(call.args, 'name');
    if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name))
        throw new Refusal('invalid_name');
    const channel = findChannel(call);
    if (channel.archived)
        throw new Refusal('is_archived');
    const message = messageAt(call.args, channel, 'timestamp');
    return { message, name, who: message.reactions.get(name) ?? new Set() };
}
const connectionsOpen = (call) => {
    call.need('connections:write');
    return { url: call.core.sockets.open() };
};
export const people = {
    'auth.test': authTest,
    'api.test': apiTest,
    'users.info': usersInfo,
    'reactions.add': reactionsAdd,
    'reactions.remove': reactionsRemove,
    'apps.connections.open': connectionsOpen,
};
//# sourceMappingURL=people.js.map