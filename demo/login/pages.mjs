// The two pages of the demonstration's national login, in Thai and English.

const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text) => String(text).replace(/[&<>"']/g, (letter) => ESCAPES[letter]);

const page = (title, titleEn, body) => `<!doctype html>
<html lang="th">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)} · ${escape(titleEn)}</title>
<link rel="stylesheet" href="/look.css">
<body>
<header class="top"><p class="mark">ระบบยืนยันตัวตน <span lang="en">National login</span></p></header>
<p class="demo"><strong>ระบบสาธิต</strong> ไม่ใช่ ThaID และไม่มีข้อมูลของบุคคลจริง
<span lang="en"><strong>Demonstration.</strong> This is not ThaID, and nobody here is a real person.</span></p>
<main>
<h1>${escape(title)} <small lang="en">${escape(titleEn)}</small></h1>
${body}
</main>
</body>
</html>
`;

const choice = (person) => `<li><button name="person" value="${escape(person.pid)}">
<span class="who">${escape(person.name)} <span lang="en">${escape(person.name_en)}</span></span>
<span class="about">${escape(person.employer)} <span lang="en">${escape(person.employer_en)}</span></span>
<span class="about">เลขประจำตัว <span lang="en">ID</span> <span class="num">${escape(person.pid)}</span></span>
</button></li>`;

export const choicePage = (uid, people) => page(
  "เลือกบุคคลสมมุติที่จะเข้าสู่ระบบ",
  "Choose a fictional person to sign in as",
  `<p>ไม่ต้องใช้รหัสผ่าน <span lang="en">No password is needed.</span></p>
<form method="post" action="/interaction/${escape(uid)}"><ul class="choices">${people.map(choice).join("\n")}</ul></form>`,
);

const REASONS = {
  unknown_person: ["ไม่รู้จักบุคคลนี้ กรุณาเลือกจากรายชื่อ", "That person is not on the list. Go back and choose one."],
};
const EXPIRED = [
  "การเข้าสู่ระบบครั้งนี้หมดเวลาหรือไม่ถูกต้อง กรุณากลับไปเริ่มใหม่จากหน้าเดิม",
  "This sign-in has expired or is not valid. Go back to where you came from and begin again.",
];

export function errorPage(code) {
  const [thai, english] = REASONS[code] ?? EXPIRED;
  return page("เข้าสู่ระบบไม่สำเร็จ", "Could not sign in",
    `<p>${thai}</p><p lang="en">${english}</p><p class="about">${escape(code)}</p>`);
}
