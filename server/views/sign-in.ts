import { html, type Html } from './html.ts'

/** The form to sign in; `refusal` says why the last try failed. */
export const signInView = (refusal: string | null): Html => html`<section class="panel narrow">
<h1>Đăng nhập</h1>
${refusal === null ? null : html`<p class="alert" role="alert">${refusal}</p>`}
<form method="post" action="/sign-in">
<label for="userName">Tên đăng nhập</label>
<input id="userName" name="userName" autocomplete="username" autocapitalize="none" maxlength="64" required autofocus>
<label for="password">Mật khẩu</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required>
<button>Đăng nhập</button>
</form>
</section>`
