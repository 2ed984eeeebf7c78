import { WebSocketServer } from 'ws';
import { isObject } from './rules/check.js';
import { newSecret } from './world.js';
const maxConnections = 10;
export function createSocketMode(options) {
    const server = new WebSocketServer({ noServer: true });
    const tickets = new Set();
    const open = [];
    const waiting = new Map();
    let isUsed = false;
    let connectionsMade = 0;
    let turn = 0;
    function begin(socket) {
        if (open.length >= maxConnections) {
            send(socket, { type: 'disconnect', reason: 'too_many_websockets' });
            socket.close();
            return;
        }
        open.push(socket);
        connectionsMade += 1;
        const ping = setInterval(() => socket.ping(`Ping from ${options.appId}`), options.pingEveryMs);
        socket.on('message', (data) => {
            const reply = JSON.parse(String(data));
            if (isObject(reply))
                waiting.get(String(reply.envelope_id))?.(reply.payload);
        });
        socket.on('close', () => {
            clearInterval(ping);
            const index = open.indexOf(socket);
            if (index >= 0)
                open.splice(index, 1);
        });
        send(socket, {
            type: 'hello',
            num_connections: open.length,
            debug_info: { host: 'local', build_number: 1, approximate_connection_time: 3600 },
            connection_info: { app_id: options.appId },
        });
    }
    const transport = (delivery, twist) => {
        const retryNum = twist.retryNum ?? 0;
        const started = performance.now();
        const passedMs = () => Math.round(performance.now() - started);
        const failed = (error) => ({
            retryNum,
            status: 0,
            body: undefined,
            ms: passedMs(),
            ...(error ? { error } : {}),
        });
        turn += 1;
        const socket = open[turn % Math.max(1, open.length)];
        if (!socket)
            return Promise.resolve(failed('connection_failed'));
        return new Promise((resolve) => {
            const id = newSecret();
            const end = (attempt) => {
                clearTimeout(timer);
                socket.off('close', lost);
                waiting.delete(id);
                resolve(attempt);
            };
            const lost = () => end(failed('connection_failed'));
            const timer = setTimeout(() => end(failed('http_timeout')), options.ackWithinMs);
            socket.once('close', lost);
            waiting.set(id, (payload) => end({ retryNum, status: 200, body: emptyAsNone(payload), ms: passedMs() }));
            send(socket, {
                envelope_id: id,
                type: delivery.kind,
                payload: delivery.payload,
                accepts_response_payload: delivery.kind !== 'events_api',
                ...(delivery.kind === 'events_api' ? { retry_attempt: retryNum, retry_reason: reasonOf(twist) } : {}),
            });
        });
    };
    return {
        get isUsed() {
            return isUsed;
        },
        get connections() {
            return open.length;
        },
        get connectionsMade() {
            return connectionsMade;
        },
        open() {
            isUsed = true;
            const ticket = newSecret();
            tickets.add(ticket);
            return `${options.baseUrl().replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${options.appId}`;
        },
        transport,
        upgrade(request, socket, head) {
            const { searchParams } = new URL(request.url ?? '/', options.baseUrl());
            if (!tickets.delete(searchParams.get('ticket') ?? '')) {
                socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
                return;
            }
            server.handleUpgrade(request, socket, head, begin);
        },
        disconnect(reason = 'refresh_requested') {
            for (const socket of [...open])
                send(socket, { type: 'disconnect', reason, debug_info: { host: 'local' } });
        },
        drop() {
            for (const socket of [...open])
                socket.terminate();
        },
        stop() {
            for (const socket of [...open])
                socket.terminate();
            server.close();
        },
    };
}
const send = (socket, content) => socket.send(JSON.stringify(content));
const reasonOf = ({ retryReason }) => retryReason === 'http_timeout' ? 'timeout' : (retryReason ?? '');
/** An acknowledgement without content comes as `{}`. */
const emptyAsNone = (payload) => isObject(payload) && Object.keys(payload).length === 0 ? undefined : payload;
//# sourceMappingURL=socket-mode.js.map