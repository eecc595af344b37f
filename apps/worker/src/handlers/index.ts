import type { JobHandlers } from '@studio/db'
import type { WorkerDeps } from '../container.ts'
import { accountDelete } from './account.delete.ts'
import { assetAnalyse } from './asset.analyse.ts'
import { assetJudge } from './asset.judge.ts'
import { assetPrepare } from './asset.prepare.ts'
import { assetPurge } from './asset.purge.ts'
import { batchStop } from './batch.stop.ts'
import { creditsExpire } from './credits.expire.ts'
import { deletionAnnounce } from './deletion.announce.ts'
import { exportMake } from './export.make.ts'
import { exportPurge } from './export.purge.ts'
import { generationPurge } from './generation.purge.ts'
import { itemBegin } from './item.begin.ts'
import { mailSend } from './mail.send.ts'
import { mirrorRenew } from './mirror.renew.ts'
import { outputMake } from './output.make.ts'
import { productImport } from './product.import.ts'
import { productRefresh } from './product.refresh.ts'
import { retentionApply } from './retention.apply.ts'
import { retentionRepeat } from './retention.repeat.ts'
import { storeCheck } from './store.check.ts'
import { storeMirror } from './store.mirror.ts'
import { storePublish } from './store.publish.ts'
import { storePurge } from './store.purge.ts'
import { storeRedact } from './store.redact.ts'
import { subscriptionRenew } from './subscription.renew.ts'
import { webhookDeliver } from './webhook.deliver.ts'
import { webhookDispatch } from './webhook.dispatch.ts'

/** The handler of every job in `core/jobs`; a missing one does not compile. */
export function createHandlers(deps: WorkerDeps): JobHandlers {
  return {
    'account.delete': accountDelete(deps),
    'asset.analyse': assetAnalyse(deps),
    'asset.judge': assetJudge(deps),
    'asset.prepare': assetPrepare(deps),
    'asset.purge': assetPurge(deps),
    'batch.stop': batchStop(deps),
    'credits.expire': creditsExpire(deps),
    'deletion.announce': deletionAnnounce(deps),
    'export.make': exportMake(deps),
    'export.purge': exportPurge(deps),
    'generation.purge': generationPurge(deps),
    'item.begin': itemBegin(deps),
    'mail.send': mailSend(deps),
    'output.make': outputMake(deps),
    'mirror.renew': mirrorRenew(deps),
    'product.import': productImport(deps),
    'product.refresh': productRefresh(deps),
    'store.check': storeCheck(deps),
    'store.redact': storeRedact(deps),
    'store.mirror': storeMirror(deps),
    'store.publish': storePublish(deps),
    'store.purge': storePurge(deps),
    'retention.apply': retentionApply(deps),
    'retention.repeat': retentionRepeat(deps),
    'subscription.renew': subscriptionRenew(deps),
    'webhook.deliver': webhookDeliver(deps),
    'webhook.dispatch': webhookDispatch(deps),
  }
}
