export function createDeliveries(options) {
    const all = [];
    const running = new Set();
    const waits = new Map();
    let isStopped = false;
    const pause = (ms) => new Promise((resolve) => {
        const timer = setTimeout(() => {
            waits.delete(timer);
            resolve();
        }, ms);
        waits.set(timer, resolve);
    });
    async function attempt(delivery, twist) {
        const transport = options.transport();
        const result = transport
            ? await transport(delivery, twist)
            : { retryNum: twist.retryNum ?? 0, status: 0, body: undefined, ms: 0, error: 'connection_failed' };
        delivery.attempts.push(result);
        return result;
    }
    async function run(delivery, twist) {
        let last = await attempt(delivery, twist);
        const delays = delivery.kind === 'events_api' ? options.retryDelaysMs : [];
        for (const [index, delayMs] of delays.entries()) {
            if (!last.error || isStopped || (!options.transport() && last.status === 0))
                break;
            await pause(delayMs);
            if (isStopped)
                break;
            last = await attempt(delivery, { ...twist, retryNum: index + 1, retryReason: last.error });
        }
        return ackOf(last, delivery.attempts.length);
    }
    return {
        all,
        send(kind, payload, twist = {}) {
            const delivery = { kind, payload, attempts: [] };
            const done = run(delivery, twist);
            running.add(done);
            void done.finally(() => running.delete(done));
            const whole = { ...delivery, done };
            all.push(whole);
            return whole;
        },
        async repeat(delivery, twist = {}) {
            const retryNum = twist.retryNum ?? delivery.attempts.length;
            const result = await attempt(delivery, { retryReason: 'http_timeout', ...twist, retryNum });
            return ackOf(result, delivery.attempts.length);
        },
        async settled() {
            while (running.size > 0)
                await Promise.all(running);
        },
        stop() {
            isStopped = true;
            for (const [timer, resolve] of waits) {
                clearTimeout(timer);
                resolve();
            }
            waits.clear();
        },
    };
}
const ackOf = ({ status, body, ms, error }, attempts) => ({
    ok: !error,
    status,
    body,
    ms,
    attempts,
    ...(error ? { error } : {}),
});
//# sourceMappingURL=delivery.js.map