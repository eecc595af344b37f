import { escapeHtml } from '@studio/core/kernel'
import type { Outbox, OutboxMail } from '@studio/integrations/mail'
import { type RequestHandler, Router } from 'express'

const LOOPBACK_SOCKETS = ['127.0.0.1', '::1', '::ffff:127.0.0.1']
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/**
 * `GET /outbox`: the mails of a studio that runs on its owner's machine alone, which hold links that sign people in.
 * Only that machine's own programs see it: not a proxy's clients, whose socket is the proxy's, nor a page elsewhere
 * whose name was turned to this machine's address (DNS rebinding).
 */
export function outboxRoutes(outbox: Outbox, publicUrl: string): Router {
  const routes = Router()
  routes.use(fromThisMachine)
  routes.get('/style.css', (_req, res) => void res.type('css').send(STYLE))
  routes.get('/', async (_req, res) => {
    res.setHeader('Cache-Control', 'no-store')
    res.type('html').send(page(await outbox.list(), publicUrl))
  })
  return routes
}

const fromThisMachine: RequestHandler = (req, _res, next) => {
  const { host = '', forwarded, 'x-forwarded-for': forwardedFor } = req.headers
  const isLocal = LOOPBACK_SOCKETS.includes(req.socket.remoteAddress ?? '') && LOOPBACK_HOST.test(host)
  // Whoever else asks finds what is at any other address: the web app, which has no such page.
  next(isLocal && !forwarded && !forwardedFor ? undefined : 'router')
}

function page(mails: OutboxMail[], publicUrl: string): string {
  const content = mails.length
    ? mails.map((mail) => article(mail, publicUrl)).join('')
    : '<p class="empty">No mail yet. Sign up, or ask for a new password: the mail appears here.</p>'
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Outbox · Studio Pro</title>
<link rel="stylesheet" href="/outbox/style.css"></head>
<body><main><h1>Outbox</h1>
<p>These mails stayed on this machine: no mail server is set (SMTP_URL). Only this machine sees them.</p>
${content}</main></body></html>`
}

function article({ to, subject, text, sentAt }: OutboxMail, publicUrl: string): string {
  const when = sentAt.toISOString()
  return `<article><h2>${escapeHtml(subject)}</h2>
<p class="facts">To ${escapeHtml(to)} · <time datetime="${when}">${when.slice(0, 16).replace('T', ' ')} UTC</time></p>
<div class="words">${linkOwn(text, publicUrl)}</div></article>`
}

/** Makes addresses of this studio links; whatever else a mail holds stays text. */
function linkOwn(text: string, publicUrl: string): string {
  return text
    .split(/(https?:\/\/\S+)/)
    .map((part) => {
      const isOwn = URL.parse(part)?.origin === new URL(publicUrl).origin
      return isOwn ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part)
    })
    .join('')
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 2rem 1rem; background: light-dark(#faf9f7, #161514); color: light-dark(#1c1b19, #eceae6); }
main { max-width: 44rem; margin: 0 auto; }
article { margin-top: 1rem; padding: 1rem 1.25rem; border: 1px solid light-dark(#dedbd5, #34322f); border-radius: 12px;
  background: light-dark(#fff, #1e1d1b); }
h1 { font-size: 1.75rem; margin: 0; } h2 { font-size: 1rem; margin: 0; }
.facts, .empty { color: light-dark(#5f5c56, #a5a19a); font-size: .875rem; margin: .25rem 0 0; }
.words { white-space: pre-wrap; overflow-wrap: anywhere; margin-top: .75rem; }
a { color: light-dark(#0f6157, #6cc5b8); }
`
