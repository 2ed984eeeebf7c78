import { answerJson, answerText, readBody, readFields, readUpload } from './body.js';
import { Refusal } from './errors.js';
import { mediaTypeOf } from './files.js';
export function createAddresses(core, faults, interactions) {
    const upload = async (request, response, _url, [, team = '', id = '', secret]) => {
        const content = await readUpload(request, await readBody(request));
        const file = core.workspaces.get(team)?.files.get(id);
        const how = faults.take('upload', team);
        const isStored = !how || (how.kind !== 'error' && 'stored' in how && how.stored === true);
        if (isStored) {
            if (!file || file.secret !== secret || file.completedAt !== undefined)
                return answerText(response, 404, 'no such upload');
            if (content.length !== file.length)
                return answerText(response, 400, `expected ${file.length} bytes, got ${content.length}`);
            file.content = content;
        }
        if (how?.kind === 'drop')
            request.socket.destroy();
        else
            answerText(response, how?.kind === 'status' ? how.status : 200, `OK - ${content.length}`);
    };
    const respond = async (request, response, url, [team = '', secret = '']) => {
        const body = await readBody(request);
        const how = faults.take('response_url', team);
        if (how?.kind === 'drop') {
            request.socket.destroy();
            return;
        }
        if (how?.kind === 'status')
            return answerText(response, how.status, 'error');
        try {
            interactions.respond(core, secret, readFields(request, url, body));
            answerText(response, 200, 'ok');
        }
        catch (error) {
            if (!(error instanceof Refusal))
                throw error;
            const isGone = ['no_such_url', 'expired_url', 'used_url'].includes(error.code);
            answerJson(response, isGone ? 404 : 400, { ok: false, error: error.code, ...error.more });
        }
    };
    /** With the bot's token, as an app fetches a file. */
    const download = async (request, response, _url, [id = '']) => {
        const token = core.tokens.get((request.headers.authorization ?? '').replace(/^Bearer /, ''));
        const file = core.workspaces.get(token?.team ?? '')?.files.get(id);
        if (!token?.scopes.has('files:read') || !file?.content)
            return answerText(response, 404, 'no such file');
        response.writeHead(200, { 'content-type': mediaTypeOf(file.name) });
        response.end(file.content);
    };
    return { upload, response: respond, files: download };
}
//# sourceMappingURL=addresses.js.map