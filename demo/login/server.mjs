// The demonstration's national login: a real OpenID provider without passwords.
//
// node demo/login/server.mjs CONFIG, where CONFIG is a JSON file:
//   { issuer, port, form_origins, client: { id, secret, redirect_uri }, jwks, cookie_key, sub_key, look, fonts, quirks }
// Code flow with PKCE (S256) and nonce; client authentication by HTTP Basic; claims in the signed ID token.

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, join } from "node:path";

import Provider, { interactionPolicy } from "oidc-provider";

import { errorPage, choicePage } from "./pages.mjs";

const config = JSON.parse(readFileSync(process.argv[2], "utf8"));
const people = JSON.parse(readFileSync(new URL("./people.json", import.meta.url), "utf8"));
const CLAIMS = ["pid", "name", "name_en", "ial", "birthdate"];
const byPid = new Map(people.map((person) => [person.pid, person]));

// The real login gives each person one lasting `sub` that says nothing about the person.
const subOf = (pid) => createHmac("sha256", config.sub_key).update(pid).digest("base64url");
const bySub = new Map(people.map((person) => [subOf(person.pid), person]));

function findAccount(_ctx, sub) {
  const person = bySub.get(sub);
  if (!person) return undefined;
  const claims = Object.fromEntries(CLAIMS.map((name) => [name, person[name]]));
  return { accountId: sub, claims: () => ({ sub, ...claims }) };
}

// Somebody shows the system as several people in one browser, so the choice is offered every time.
function alwaysAsk() {
  const policy = interactionPolicy.base();
  const { Check } = interactionPolicy;
  policy.get("login").checks.add(
    new Check("choose_person", "A person has to be chosen", (ctx) =>
      ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT),
  );
  return policy;
}

async function grantEverything(ctx) {
  const grant = new ctx.oidc.provider.Grant({
    accountId: ctx.oidc.session.accountId,
    clientId: ctx.oidc.client.clientId,
  });
  grant.addOIDCScope(["openid", ...CLAIMS].join(" "));
  await grant.save();
  return grant;
}

const provider = new Provider(config.issuer, {
  clients: [{
    client_id: config.client.id,
    client_secret: config.client.secret,
    redirect_uris: [config.client.redirect_uri],
    grant_types: ["authorization_code"],
    response_types: ["code"],
    token_endpoint_auth_method: "client_secret_basic",
    id_token_signed_response_alg: config.jwks.keys[0].alg,
  }],
  jwks: config.jwks,
  cookies: { keys: [config.cookie_key] },
  pkce: { required: () => true },
  scopes: ["openid", ...CLAIMS],
  claims: { openid: ["sub"], ...Object.fromEntries(CLAIMS.map((name) => [name, [name]])) },
  conformIdTokenClaims: false,
  findAccount,
  loadExistingGrant: grantEverything,
  features: { devInteractions: { enabled: false } },
  interactions: { policy: alwaysAsk(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  renderError: (ctx, out) => { ctx.type = "html"; ctx.body = errorPage(out.error); },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 1800, Session: 600 },
});

// Quirk of the real login: the token response also names the person outside the signature. Here these
// names are false, so that whoever trusts them is found out.
provider.use(async (ctx, next) => {
  await next();
  if (config.quirks && ctx.path === "/token" && ctx.body?.id_token) {
    ctx.body = { ...ctx.body, pid: "9999999999994", name: "บุคคลอื่น", name_en: "Somebody Else" };
  }
});

function send(response, status, type, body) {
  response.writeHead(status, {
    "content-type": type,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    // A browser applies form-action to the whole chain of redirects after a form, so the sites are named.
    "content-security-policy":
      `default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self' ${config.form_origins.join(" ")}`,
  });
  response.end(body);
}

async function readForm(request) {
  let text = "";
  for await (const part of request) {
    text += part;
    if (text.length > 4096) throw new Error("too long");
  }
  return new URLSearchParams(text);
}

async function interact(request, response) {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== "POST") {
    send(response, 200, "text/html; charset=utf-8", choicePage(uid, people));
    return;
  }
  const person = byPid.get((await readForm(request)).get("person"));
  if (!person) {
    send(response, 400, "text/html; charset=utf-8", errorPage("unknown_person"));
    return;
  }
  const login = { accountId: subOf(person.pid), remember: false };
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
}

// A session of the person chosen before would stand in the way of choosing another one.
function forgetSession(request) {
  const kept = (request.headers.cookie ?? "").split("; ").filter((cookie) => !cookie.startsWith("_session"));
  request.headers.cookie = kept.join("; ");
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, config.issuer);
  if (pathname === "/look.css") return send(response, 200, "text/css", readFileSync(config.look));
  if (pathname === "/health") return send(response, 200, "text/plain", "ok\n");
  if (pathname.startsWith("/fonts/") && pathname.endsWith(".woff2")) {
    try {
      return send(response, 200, "font/woff2", readFileSync(join(config.fonts, basename(pathname))));
    } catch {
      return send(response, 404, "text/plain", "no such font\n");
    }
  }
  if (pathname.startsWith("/interaction/")) {
    try {
      return await interact(request, response);
    } catch (error) {
      return send(response, 400, "text/html; charset=utf-8", errorPage(error.error ?? "invalid_request"));
    }
  }
  forgetSession(request);
  return provider.callback()(request, response);
}

const server = createServer(answer);
server.listen(config.port, "127.0.0.1", () => console.log(`login listens on 127.0.0.1:${config.port}`));
process.on("SIGTERM", () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
});
