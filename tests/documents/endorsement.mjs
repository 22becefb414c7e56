// Holds the example of an endorsement to two verifiers of others. Nothing is fetched: the one address that is asked for
// is answered from the example's own files. Usage: node endorsement.mjs FOLDER MODULES
import fs from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [folder, modules] = process.argv.slice(2);
const read = name => JSON.parse(fs.readFileSync(path.join(folder, name)));
const identity = read('did.json');
const home = 'https://education.example.gov/.well-known/did.json';
const headers = {'content-type': 'application/json'};
globalThis.fetch = async request => {
  const address = typeof request === 'string' ? request : request.url;
  if (address === home) {
    return new Response(JSON.stringify(identity), {headers});
  }
  throw new Error(`nothing is fetched, but ${address} was asked for`);
};

const within = createRequire(path.join(path.resolve(modules), 'node_modules', 'x.js'));
const load = async name => import(pathToFileURL(within.resolve(name)));
const vc = await load('@digitalbazaar/vc');
const {DataIntegrityProof} = await load('@digitalbazaar/data-integrity');
const {cryptosuite} = await load('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const core = await load('@digitalcredentials/verifier-core');

const contexts = new Map([
  ['https://www.w3.org/ns/credentials/v2', 'credentials-v2.json'],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json', 'ob-v3p0-context-3.0.3.json'],
].map(([address, name]) => [address, JSON.parse(fs.readFileSync(`mcaudit/credentials/contexts/${name}`))]));
const method = identity.verificationMethod[0];
contexts.set(identity.id, identity);
contexts.set(method.id, {'@context': 'https://w3id.org/security/multikey/v1', ...method});
const documentLoader = async url => {
  if (!contexts.has(url)) {
    throw new Error(`${url} is not at hand`);
  }
  return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
};

async function byDigitalBazaar(credential, now = '2027-01-15T12:00:00Z') {
  const suite = new DataIntegrityProof({cryptosuite});
  const found = await vc.verifyCredential({credential, suite, documentLoader, now: new Date(now)});
  return found.verified === true;
}

async function byVerifierCore(credential) {
  const found = await core.verifyCredential({credential, knownDIDRegistries: []});
  return (found.log ?? []).some(step => step.id === 'valid_signature' && step.valid === true);
}

const endorsement = read('endorsement.json');
const embedded = read('achievement.json').endorsement[0];
const subject = endorsement.credentialSubject;
const [resource] = endorsement.relatedResource;
const changes = { // a byte or a word of each of what a reader relies on
  name: {name: `${endorsement.name}.`},
  issuer: {issuer: {...endorsement.issuer, name: 'Another agency'}},
  'last day': {validUntil: endorsement.validUntil.replace('2029', '2039')},
  subject: {credentialSubject: {...subject, id: `${subject.id}x`}},
  comment: {credentialSubject: {...subject, endorsementComment: subject.endorsementComment.replace('68', '67')}},
  'hash of the audit': {relatedResource: [{...resource, digestSRI: resource.digestSRI.replace(/.$/, '=')}]},
  signature: {proof: {...endorsement.proof, proofValue: endorsement.proof.proofValue.replace(/.$/, '1')}},
};
const refusesAll = async verify => {
  const accepted = [];
  for (const [what, change] of Object.entries(changes)) {
    const taken = await verify({...endorsement, ...change}).catch(() => false);
    accepted.push(...(taken ? [what] : []));
  }
  if (accepted.length) {
    throw new Error(`these can be changed: ${accepted.join(', ')}`);
  }
  return true;
};
const checks = [
  ['@digitalbazaar/vc accepts the endorsement', async () => byDigitalBazaar(endorsement)],
  ['@digitalbazaar/vc accepts the endorsement inside the badge', async () => byDigitalBazaar(embedded)],
  ['@digitalbazaar/vc refuses every change', async () => refusesAll(byDigitalBazaar)],
  ['@digitalbazaar/vc refuses one that has ended', async () => !(await byDigitalBazaar(endorsement, '2031-01-01T00:00:00Z'))],
  ['@digitalcredentials/verifier-core accepts the signature', async () => byVerifierCore(endorsement)],
  ['@digitalcredentials/verifier-core refuses every change', async () => refusesAll(byVerifierCore)],
];
let failed = 0;
for (const [name, check] of checks) {
  let passes = false;
  try {
    passes = await check();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
  }
  failed += passes ? 0 : 1;
  console.log(`${passes ? '  passed' : '  FAILED'} ${name}`);
}
console.log(`${failed ? 'not ok' : 'ok'} endorsement by two other verifiers`);
process.exit(failed ? 1 : 0);
