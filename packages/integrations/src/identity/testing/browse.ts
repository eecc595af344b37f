/**
 * Goes through a provider's pages as a person with a browser does: keeps cookies, follows redirects, signs in
 * with `login` and agrees, or cancels. Returns the address at `redirectUri` where the browser ends.
 */
export async function browse(
  start: string,
  { redirectUri, login, cancels = false }: { redirectUri: string; login: string; cancels?: boolean },
): Promise<string> {
  const cookies = new Map<string, string>()
  let url = start
  let form: URLSearchParams | undefined
  for (let pages = 0; pages < 20; pages += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const page: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: form }),
    })
    for (const line of page.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    form = undefined
    const location = page.headers.get('location')
    if (location?.startsWith(redirectUri)) return location
    const html = await page.text()
    if (location) url = new URL(location, url).href
    else if (cancels) url = `${url}/abort`
    else {
      const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1]
      if (!prompt) throw new Error(`No page to sign in at: ${page.status} ${html.slice(0, 300)}`)
      form = new URLSearchParams({ prompt, login, password: 'any' })
    }
  }
  throw new Error('The provider never came to an end')
}
