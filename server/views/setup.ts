import { html, type Html } from './html.ts'

export interface SetupValues { readonly agencyName?: string; readonly agencyCode?: string; readonly fullName?: string; readonly userName?: string }

const field = (name: string, label: string, value: string, hint: string): Html => html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${value}" maxlength="200" required>
<small class="quiet">${hint}</small>`

/** The form that makes the first agency and its administrator. */
export const setupView = (values: SetupValues, refusal: string | null): Html => html`<section class="panel narrow">
<h1>Thiết lập lần đầu</h1>
${refusal === null ? null : html`<p class="alert" role="alert">${refusal}</p>`}
<form method="post" action="/setup">
<label for="code">Mã thiết lập</label>
<input id="code" name="code" maxlength="40" autocomplete="off" required>
<small class="quiet">In trên màn hình nơi khởi động hệ thống.</small>
${field('agencyName', 'Tên cơ quan', values.agencyName ?? '', 'Ví dụ: UBND xã Thuận Lộc')}
${field('agencyCode', 'Mã cơ quan', values.agencyCode ?? '', 'Ví dụ: H56.30.15 hoặc 000.00.07.H19')}
<label for="level">Cấp</label>
<select id="level" name="level"><option value="xa">Xã, phường</option><option value="huyen">Huyện</option><option value="so">Sở</option>
<option value="tinh">Tỉnh</option><option value="bo">Bộ</option></select>
${field('fullName', 'Họ và tên người quản trị', values.fullName ?? '', 'Người đầu tiên được đăng nhập')}
${field('userName', 'Tên đăng nhập', values.userName ?? '', 'Chữ thường không dấu, chữ số, dấu chấm')}
<label for="password">Mật khẩu</label>
<input id="password" name="password" type="password" autocomplete="new-password" maxlength="200" required>
<small class="quiet">Ít nhất 12 ký tự.</small>
<button>Thiết lập</button>
</form>
</section>`
