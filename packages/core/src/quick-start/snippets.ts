/** The languages in which the quick start is written down. */
export const SNIPPET_LANGUAGES = ['curl', 'javascript', 'python'] as const

/** A language of the quick start. */
export type SnippetLanguage = (typeof SNIPPET_LANGUAGES)[number]

/** A program to paste: under which name, how it is run, and its text. */
export type Snippet = { name: string; fileName: string; run: string; text: string }

/**
 * Writes the quick start in a language: upload `mug.jpg`, ask what a picture costs, make it, wait for it, download
 * it. Every line works as pasted where `origin` is the studio's address and `token` has the usual scopes.
 */
export function writeSnippet(language: SnippetLanguage, origin: string, token: string): Snippet {
  const { text, ...rest } = SNIPPETS[language]
  return { ...rest, text: text.replace('{API}', `${origin}/api/v1`).replace('{TOKEN}', token) }
}

const SNIPPETS: Record<SnippetLanguage, Snippet> = {
  curl: {
    name: 'curl',
    fileName: 'quick-start.sh',
    run: 'sh quick-start.sh',
    text: `API="{API}"
AUTH="Authorization: Bearer {TOKEN}"
JSON="Content-Type: application/json"
first_id() { grep -o "\\"id\\":\\"$1_[^\\"]*" | head -n 1 | cut -d'"' -f4; }

# 1. Upload a photo of your product.
ASSET=$(curl -fsS "$API/assets" -H "$AUTH" -F file=@mug.jpg | first_id ast)

# 2. Ask what it costs: nothing is charged yet.
WORK="\\"shotId\\":\\"white-hero\\",\\"sourceAssetIds\\":[\\"$ASSET\\"],\\"count\\":1"
QUOTE=$(curl -fsS "$API/quotes" -H "$AUTH" -H "$JSON" -d "{$WORK}" | first_id quo)

# 3. Make it. Sent twice under one key, it happens once.
GENERATION=$(curl -fsS "$API/generations" -H "$AUTH" -H "$JSON" -H "Idempotency-Key: $QUOTE" \\
  -d "{$WORK,\\"quoteId\\":\\"$QUOTE\\"}" | first_id gen)

# 4. Wait until it has ended.
while DONE=$(curl -fsS "$API/generations/$GENERATION" -H "$AUTH"); do
  case "$DONE" in *'"status":"queued"'* | *'"status":"running"'*) sleep 1 ;; *) break ;; esac
done

# 5. Download the picture.
PICTURE=$(echo "$DONE" | grep -o '"id":"ast_[^"]*","kind":"output"' | cut -d'"' -f4)
curl -fsSLOJ "$API/assets/$PICTURE/file?download=1" -H "$AUTH" && ls -l
`,
  },
  javascript: {
    name: 'JavaScript',
    fileName: 'quick-start.mjs',
    run: 'node quick-start.mjs',
    text: `import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'

const api = '{API}'
const token = '{TOKEN}'

async function call(path, { json, key, ...options } = {}) {
  const headers = { Authorization: \`Bearer \${token}\` }
  if (json) Object.assign(options, { method: 'POST', body: JSON.stringify(json) })
  if (json) headers['Content-Type'] = 'application/json'
  if (key) headers['Idempotency-Key'] = key
  const response = await fetch(api + path, { ...options, headers })
  if (!response.ok) throw new Error((await response.json()).detail)
  return response
}

// 1. Upload a photo of your product.
const form = new FormData()
form.append('file', new Blob([await readFile('mug.jpg')]), 'mug.jpg')
const asset = await (await call('/assets', { method: 'POST', body: form })).json()

// 2. Ask what it costs: nothing is charged yet.
const work = { shotId: 'white-hero', sourceAssetIds: [asset.id], count: 1 }
const quote = await (await call('/quotes', { json: work })).json()
console.log(\`It costs \${quote.credits} credits.\`)

// 3. Make it. Sent twice under one key, it happens once.
const json = { ...work, quoteId: quote.id }
let generation = await (await call('/generations', { json, key: quote.id })).json()

// 4. Wait until it has ended.
while (!generation.finishedAt) {
  await wait(1000)
  generation = await (await call(\`/generations/\${generation.id}\`)).json()
}

// 5. Download the pictures. What failed was not charged.
for (const output of generation.outputs) {
  if (!output.asset) throw new Error(output.failure?.message ?? output.status)
  const file = await call(\`/assets/\${output.asset.id}/file\`)
  await writeFile(output.asset.fileName, Buffer.from(await file.arrayBuffer()))
  console.log(\`Saved \${output.asset.fileName}\`)
}
`,
  },
  python: {
    name: 'Python',
    fileName: 'quick_start.py',
    run: 'python3 quick_start.py',
    text: `import json, time, uuid
from urllib.request import Request, urlopen

API = "{API}"
TOKEN = "{TOKEN}"

def call(path, body=None, content_type="application/json", key=None):
    request = Request(API + path, data=body)
    # Not sent along when a file is fetched from storage.
    request.add_unredirected_header("Authorization", "Bearer " + TOKEN)
    if body is not None:
        request.add_header("Content-Type", content_type)
    if key:
        request.add_header("Idempotency-Key", key)
    return urlopen(request)

def post(path, value, key=None):
    return json.load(call(path, json.dumps(value).encode(), key=key))

# 1. Upload a photo of your product.
edge = uuid.uuid4().hex
head = f'--{edge}\\r\\nContent-Disposition: form-data; name="file"; filename="mug.jpg"\\r\\n\\r\\n'
form = head.encode() + open("mug.jpg", "rb").read() + f"\\r\\n--{edge}--\\r\\n".encode()
asset = json.load(call("/assets", form, f"multipart/form-data; boundary={edge}"))

# 2. Ask what it costs: nothing is charged yet.
work = {"shotId": "white-hero", "sourceAssetIds": [asset["id"]], "count": 1}
quote = post("/quotes", work)
print("It costs", quote["credits"], "credits.")

# 3. Make it. Sent twice under one key, it happens once.
generation = post("/generations", {**work, "quoteId": quote["id"]}, key=quote["id"])

# 4. Wait until it has ended.
while not generation["finishedAt"]:
    time.sleep(1)
    generation = json.load(call("/generations/" + generation["id"]))

# 5. Download the pictures. What failed was not charged.
for output in generation["outputs"]:
    if not output["asset"]:
        raise SystemExit((output["failure"] or {}).get("message", output["status"]))
    name = output["asset"]["fileName"]
    with open(name, "wb") as file:
        file.write(call("/assets/" + output["asset"]["id"] + "/file").read())
    print("Saved", name)
`,
  },
}
