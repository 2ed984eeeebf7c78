/**
 * A local Slack: the Web API, the upload and response addresses, Socket Mode, and people who do things. It speaks
 * the wire protocol, so the real clients run against it, and refuses what Slack refuses. Holds everything in memory.
 */
import { createServer } from 'node:http';
import { createAddresses } from './addresses.js';
import { answerText } from './body.js';
import { createDeliveries } from './delivery.js';
import { eventCallback, isHeard } from './events.js';
import { createFaults } from './faults.js';
import { createHttpTransport } from './http-delivery.js';
import { createInteractions } from './interactions.js';
import { statusOf } from './methods/agents.js';
import { handlePage } from './page/page.js';
import { createPerson } from './person.js';
import { createRates, unlimited } from './rates.js';
import { createSocketMode } from './socket-mode.js';
import { createWebApi } from './web-api.js';
import { channelNamed, createWorkspace, memberNamed, } from './world.js';
export { effectsOf } from './effects.js';
/** What the program needs; a real app asks for no more. */
export const usualScopes = [
    'app_mentions:read',
    'assistant:write',
    'channels:history',
    'channels:join',
    'channels:read',
    'chat:write',
    'chat:write.public',
    'commands',
    'files:read',
    'files:write',
    'groups:history',
    'groups:read',
    'im:history',
    'im:read',
    'im:write',
    'reactions:write',
    'users:read',
];
export async function startSlack(options = {}) {
    const app = {
        id: 'A1',
        name: 'ML Architect',
        signingSecret: 'local-signing-secret',
        appToken: 'xapp-local',
        commands: ['/ml-architect'],
        messagesTab: true,
        ...options.app,
    };
    const now = options.now ?? Date.now;
    const given = options.workspaces ?? [{ id: 'T1' }];
    const workspaces = new Map(given.map((each) => [each.id, createWorkspace(each)]));
    const appToken = { value: app.appToken, kind: 'app', scopes: new Set(['connections:write']) };
    const tokens = new Map([[appToken.value, appToken], ...given.map(botTokenOf)]);
    let baseUrl = '';
    let lastMicros = 0;
    let eventsUrl;
    const ackWithinMs = options.ackWithinMs ?? 3000;
    const sockets = createSocketMode({
        baseUrl: () => baseUrl,
        appId: app.id,
        ackWithinMs,
        pingEveryMs: options.pingEveryMs ?? 10_000,
    });
    const overHttp = (url) => createHttpTransport({ url, signingSecret: app.signingSecret, ackWithinMs, now });
    const transport = () => sockets.isUsed ? sockets.transport : eventsUrl === undefined ? undefined : overHttp(eventsUrl);
    const deliveries = createDeliveries({ transport, retryDelaysMs: options.retryDelaysMs ?? [10, 50, 100] });
    let twistNow;
    const interactions = createInteractions(now, () => baseUrl);
    const core = {
        app,
        workspaces,
        tokens,
        get baseUrl() {
            return baseUrl;
        },
        fileProcessingMs: options.fileProcessingMs ?? 0,
        strictThreads: options.strictThreads ?? false,
        now,
        newTs() {
            lastMicros = Math.max(lastMicros + 1, Math.floor(now()) * 1000);
            return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`;
        },
        interactions,
        sockets,
        emit(workspace, event) {
            if (isHeard(core, workspace, event))
                deliveries.send('events_api', eventCallback(core, workspace, event), twistNow);
        },
    };
    const faults = createFaults();
    const api = createWebApi(core, faults, options.strictRates ? createRates(now) : unlimited);
    const addresses = createAddresses(core, faults, interactions);
    const filled = new Map();
    const emitting = (twist, act) => {
        const before = deliveries.all.length;
        twistNow = twist;
        try {
            act();
        }
        finally {
            twistNow = undefined;
        }
        return deliveries.all.slice(before);
    };
    async function handle(request, response) {
        const url = new URL(request.url ?? '/', baseUrl);
        const [, first, ...rest] = url.pathname.split('/');
        if (first === 'api')
            return api.handle(request, response, url, rest.join('/'));
        if (first && Object.hasOwn(addresses, first))
            return addresses[first]?.(request, response, url, rest);
        return handlePage(slack, request, response, url);
    }
    const server = createServer((request, response) => {
        handle(request, response).catch((error) => {
            if (!response.headersSent)
                answerText(response, 500, String(error));
            else
                response.end();
        });
    });
    server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
    const host = options.host ?? '127.0.0.1';
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port ?? 0, host, resolve);
    });
    baseUrl = `http://${host}:${server.address().port}`;
    const team = (id) => {
        const workspace = workspaces.get(id);
        if (!workspace)
            throw new Error(`No such workspace. Received: ${id}`);
        return workspace;
    };
    const token = (id) => {
        const found = [...tokens.values()].find((each) => each.team === team(id).id);
        if (!found)
            throw new Error(`No token of that workspace. Received: ${id}`);
        return found;
    };
    const slack = {
        url: baseUrl,
        apiUrl: `${baseUrl}/api/`,
        app,
        workspaces,
        sockets,
        calls: api.calls,
        deliveries: deliveries.all,
        team,
        token,
        channel: (id, name) => channelNamed(team(id), name),
        user: (id, name) => createPerson({ core, deliveries, emitting, filled }, team(id), memberNamed(team(id), name)),
        sendTo(url) {
            eventsUrl = url;
        },
        fail: (fault) => faults.add(fault),
        heal() {
            faults.clear();
            api.slowMs = 0;
        },
        slow(ms) {
            api.slowMs = ms;
        },
        revoke(id, error = 'token_revoked') {
            token(id).refusal = error;
        },
        uninstall(id) {
            token(id).refusal = 'account_inactive';
            core.emit(team(id), { type: 'tokens_revoked', tokens: { oauth: [], bot: [team(id).bot.id] } });
            core.emit(team(id), { type: 'app_uninstalled' });
        },
        repeat: (delivery, twist) => deliveries.repeat(delivery, twist),
        status: (id, channel, thread) => statusOf(core, team(id), channelNamed(team(id), channel), thread),
        file: (id, file) => team(id).files.get(file),
        settled: () => deliveries.settled(),
        async stop() {
            deliveries.stop();
            sockets.stop();
            server.closeAllConnections();
            await new Promise((resolve) => server.close(resolve));
            await deliveries.settled();
        },
    };
    return slack;
}
function botTokenOf(options) {
    const value = options.botToken ?? `xoxb-${options.id}`;
    return [value, { value, kind: 'bot', team: options.id, scopes: new Set(options.scopes ?? usualScopes) }];
}
//# sourceMappingURL=server.js.map