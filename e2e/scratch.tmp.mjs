import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createProfile } from './dist/harness/chromium.js';
import { openShop } from './dist/harness/shop.js';
import { inspectDevice } from './dist/harness/device.js';
import { choose, track, crash, goBack } from './dist/harness/visitor.js';
const rows = new Map(); let log=[];
const server = createServer(async (q,a)=>{
  let b=''; for await (const c of q) b+=c;
  if (q.url==='/sillage.js') return a.writeHead(200,{'content-type':'text/javascript'}).end(readFileSync('/work/main/sdk/dist/sillage.js'));
  if (q.url==='/v1/consent'){ const r=JSON.parse(b); log.push(['consent',JSON.stringify(r.choices)]); const granted=Object.entries(r.choices).filter(([,v])=>v==='granted').map(([k])=>k);
    return a.writeHead(200,{'content-type':'application/json','set-cookie':granted.length?'__Host-sillage=x; Path=/; Secure; HttpOnly':'__Host-sillage=; Path=/; Secure; Max-Age=0'}).end(JSON.stringify({proofId:randomUUID(),purposes:granted,expiresAt:Date.now()+1e9,serverTime:Date.now()}));}
  if (q.url==='/v1/events'){ const r=JSON.parse(b); let dup=0; log.push(['events',r.attempt,r.events.map(e=>e.type+(e.name?':'+e.name:'')+(e.path??'')).reduce((m,k)=>(m[k]=(m[k]??0)+1,m),{})]); for(const e of r.events){ if(rows.has(e.id))dup++; else rows.set(e.id,e)} return a.writeHead(202,{'content-type':'application/json'}).end(JSON.stringify({accepted:r.events.length-dup,duplicates:dup,rejected:[],serverTime:Date.now()}));}
  a.writeHead(404).end();
}).listen(0,'127.0.0.1');
await new Promise(r=>server.once('listening',r));
const shop = await openShop(); shop.collector.target='http://127.0.0.1:'+server.address().port;
const count = name => new Set([...rows.values()].filter(e=>e.name===name).map(e=>e.properties.n)).size;
const until = async (f,ms=20000)=>{const t=Date.now(); while(Date.now()-t<ms){ if(await f()) return Date.now()-t; await delay(50);} return 'TIMEOUT'};
const O=shop.origin;
async function arrive(){ const profile=await createProfile(); const visit=await profile.start(); const page=await visit.open(O+'/'); await choose(page,'granted'); await track(page,{name:'arrival'+Math.random(),count:1}); await until(()=>log.some(l=>l[0]==='events')); return {profile,visit,page}; }
const cases = {
 async navigation(){ const {profile,page}=await arrive(); await track(page,{name:'navigation',count:50,goTo:'/next'}); console.log('navigation',await until(()=>count('navigation')===50),count('navigation')); await profile.remove(); },
 async large(){ const {profile,page}=await arrive(); await track(page,{name:'large',count:40,bytes:4096,goTo:'/next'}); console.log('large',await until(()=>count('large')===40),count('large')); console.log(Object.keys((await inspectDevice(page)).indexedDb).length); await profile.remove(); },
 async slow(){ const {profile,page}=await arrive(); shop.link.latencyMs=200; await track(page,{name:'slow',count:50,goTo:'/next'}); console.log('slow',await until(()=>count('slow')===50),count('slow')); shop.link.latencyMs=0; await profile.remove(); },
 async kill(){ const a=await arrive(); const profile=a.profile; await a.visit.close(); const visit=await profile.start(); const page=await visit.open(O+'/next'); shop.collector.fault={kind:'drop_before'}; await track(page,{name:'kill',count:50}); console.log('saved',await until(async()=>Object.keys((await inspectDevice(page)).indexedDb).length===50)); await visit.killHard(); shop.collector.fault={kind:'none'}; const v=await profile.start(); const p=await v.open(O+'/next'); console.log('kill',await until(()=>count('kill')===50),count('kill')); console.log(JSON.stringify(await inspectDevice(p)).slice(0,600)); await profile.remove(); },
 async crash(){ const {profile,visit,page}=await arrive(); shop.collector.fault={kind:'drop_before'}; await track(page,{name:'crash',count:50}); await crash(page); shop.collector.fault={kind:'none'}; const p=await visit.open(O+'/next'); console.log('crash',await until(()=>count('crash')===50),count('crash')); await profile.remove(); },
 async lost(){ const {profile,page}=await arrive(); shop.collector.fault={kind:'drop_after'}; await track(page,{name:'lost',count:50}); await until(()=>count('lost')===50); shop.collector.fault={kind:'none'}; await page.goto(O+'/next'); console.log('lost',await until(async()=>Object.keys((await inspectDevice(page)).indexedDb).length===0),count('lost')); await profile.remove(); },
 async unavailable(){ const {profile,page}=await arrive(); shop.collector.fault={kind:'unavailable',retryAfterSeconds:1}; setTimeout(()=>{shop.collector.fault={kind:'none'}},5000); await track(page,{name:'un',count:50}); console.log('unavailable',await until(()=>count('un')===50,40000),count('un')); await profile.remove(); },
 async offline(){ const {profile,visit,page}=await arrive(); const other=await visit.open(O+'/next'); await visit.context.setOffline(true); await track(page,{name:'off',count:25}); await track(other,{name:'off',count:25,from:25}); await delay(3000); console.log('while offline',count('off')); await visit.context.setOffline(false); console.log('offline',await until(()=>count('off')===50),count('off')); await profile.remove(); },
 async down(){ const {profile,visit,page}=await arrive(); const t=shop.collector.target; shop.collector.target='http://127.0.0.1:9'; await track(page,{name:'down',count:50}); await page.close(); await visit.close(); shop.collector.target=t; const v=await profile.start(); const p=await v.open(O+'/next'); console.log('down',await until(()=>count('down')===50),count('down')); await profile.remove(); },
};
for (const c of (process.argv[2]?.split(',') ?? Object.keys(cases))) { log=[]; try { await cases[c](); } catch(e){ console.log(c,'ERR',e.message.slice(0,300)); } if(process.argv[3]) console.log(JSON.stringify(log)); shop.collector.fault={kind:'none'}; shop.link.latencyMs=0; }
await shop.close(); server.closeAllConnections(); server.close();
