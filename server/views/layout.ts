/** The frame of every page. */
import { html, type Html } from './html.ts'

export interface Frame {
  readonly title: string
  readonly stylePath: string
  /** Name of who is signed in; null for a visitor. */
  readonly personName: string | null
}

const signedIn = (name: string): Html => html`<div class="who"><span>${name}</span>
  <form method="post" action="/sign-out"><button>Đăng xuất</button></form></div>`

/** A whole page in Vietnamese. */
export const layout = ({ title, stylePath, personName }: Frame, body: Html): string => html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – quytrinh</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<header><div><strong><a href="/">QUY TRÌNH</a></strong><p>Hệ thống quản lý hồ sơ và quy trình ISO 9001</p></div>
${personName === null ? null : signedIn(personName)}</header>
<main>
${body}
</main>
</body>
</html>
`.markup
