import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findCapabilities } from './capabilities.ts'

const EXAMPLE = fileURLToPath(new URL('../../docs/nginx.conf', import.meta.url))

export interface ProxyPorts {
  /** Of nginx, with a certificate that nobody signed. */
  https: number
  /** Of the server behind it. */
  upstream: number
}

/** nginx with the example of the documentation on ports of our own; `takesPathOff` by the slash that it speaks of. */
export async function runNginx({ https, upstream }: ProxyPorts, takesPathOff: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'petausul-nginx-'))
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, ...files],
    {
      stdio: 'ignore',
    },
  )
  const replaced = (from: string, to: string, text: string) => {
    if (!text.includes(from)) throw new Error(`docs/nginx.conf: expected ${from}`)
    return text.replace(from, to)
  }
  let server = readFileSync(EXAMPLE, 'utf8')
  server = replaced('listen 443 ssl', `listen 127.0.0.1:${https} ssl`, server)
  server = replaced('geoportal.example.go.id;', 'localhost;', server)
  server = replaced('/etc/ssl/certs/geoportal.pem', join(folder, 'certificate.pem'), server)
  server = replaced('/etc/ssl/private/geoportal.key', join(folder, 'key.pem'), server)
  const pass = `proxy_pass http://127.0.0.1:${upstream}${takesPathOff ? '/' : ''};`
  server = replaced('proxy_pass http://127.0.0.1:8080;', pass, server)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n')
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error.log')};
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http { access_log off; ${temporary}
${server} }`,
  )
  const child = spawn(findCapabilities().nginx ?? '', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: 'ignore',
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let tries = 0; !(await listens(https)); tries++) {
    if (tries > 100 || child.exitCode !== null)
      throw new Error(readFileSync(join(folder, 'error.log'), 'utf8'))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    url: `https://localhost:${https}/petausul`,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('close', () => socket.destroy()).once('connect', () => socket.destroy())
  })
}
