const mediaTypes = {
    png: 'image/png',
    jpg: 'image/jpeg',
    jpeg: 'image/jpeg',
    gif: 'image/gif',
    md: 'text/markdown',
    json: 'application/json',
    csv: 'text/csv',
    txt: 'text/plain',
    py: 'text/x-python',
    zip: 'application/zip',
    html: 'text/html',
};
export const extensionOf = (name) => /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
export const mediaTypeOf = (name) => mediaTypes[extensionOf(name)] ?? 'application/octet-stream';
/** A file object. What a file is becomes known only when Slack has looked at it. */
export function presentFile(core, workspace, file) {
    const { completedAt } = file;
    const isReady = completedAt !== undefined && core.now() - completedAt >= core.fileProcessingMs;
    const created = Math.floor((completedAt ?? core.now()) / 1000);
    const shares = { public: {}, private: {} };
    for (const { channel, ts } of file.shares) {
        const kind = workspace.channels.get(channel)?.kind === 'public' ? 'public' : 'private';
        shares[kind][channel] = [...(shares[kind][channel] ?? []), { ts }];
    }
    const shared = (matches) => [
        ...new Set(file.shares
            .map(({ channel }) => workspace.channels.get(channel))
            .flatMap((channel) => (channel && matches(channel) ? [channel.id] : []))),
    ];
    const address = `${core.baseUrl}/files/${file.id}/${encodeURIComponent(file.name)}`;
    return {
        id: file.id,
        created,
        timestamp: created,
        name: file.name,
        title: file.title,
        mimetype: isReady ? mediaTypeOf(file.name) : '',
        filetype: isReady ? extensionOf(file.name) : '',
        user: workspace.bot.id,
        user_team: workspace.id,
        size: file.length,
        mode: 'hosted',
        is_external: false,
        is_public: shared(({ kind }) => kind === 'public').length > 0,
        alt_txt: file.altText,
        url_private: address,
        url_private_download: `${address}?download=1`,
        permalink: address,
        channels: shared(({ kind }) => kind === 'public'),
        groups: shared(({ kind }) => kind === 'private'),
        ims: shared(({ kind }) => kind === 'im'),
        shares,
    };
}
//# sourceMappingURL=files.js.map