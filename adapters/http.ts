/**
 * The program's one HTTP server: it refuses foreign host names before anything else sees a request, answers
 * `/health`, and leaves all other paths to the adapters that mount themselves on its app.
 */
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { cannotListen } from '../src/cannot-listen.js'
import { PortTaken } from '../src/errors.js'
import { isAllowedHost, securityHeaders } from './web/security.js'

export interface HttpOptions {
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  readonly publicUrl?: string
  readonly allowedHosts: readonly string[]
  /** Throws where the program cannot work now. */
  readonly health: () => Promise<void>
}

export interface HttpServer {
  readonly app: Hono
  /** Contract: throws PortTaken. Returns where people can open it. */
  listen(): Promise<readonly string[]>
  stop(): Promise<void>
}

export function createHttpServer(options: HttpOptions): HttpServer {
  const app = new Hono()
  const server = createAdaptorServer({ fetch: app.fetch })

  app.use(async (c, next) => {
    if (!isAllowedHost(c.req.header('host'), options.allowedHosts))
      return c.text(
        'This address is not one that ml-architect answers to. Add its host name to ALLOWED_HOSTS, or open it as localhost.\n',
        421,
        securityHeaders,
      )
    await next()
    for (const [name, value] of Object.entries(securityHeaders))
      if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  })

  app.get('/health', async (c) => {
    const redis = await options.health().then(
      () => true,
      () => false,
    )
    c.header('Cache-Control', 'no-store')
    return c.json(
      { status: redis ? 'ok' : 'unavailable', redis: redis ? 'ok' : 'unreachable' },
      redis ? 200 : 503,
    )
  })

  return {
    app,

    async listen() {
      const { host, port } = options
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => {
          server.off('error', reject)
          resolve()
        })
      }).catch((error: NodeJS.ErrnoException) => {
        throw new PortTaken(cannotListen(error.code ?? error.name, host, port), { cause: error })
      })
      const bound = server.address()
      const actual = typeof bound === 'object' && bound ? bound.port : port
      const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
      return [...(options.publicUrl ? [options.publicUrl] : []), `http://${name}:${actual}`]
    },

    async stop() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        // Live connections never end by themselves.
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
    },
  }
}
