import { CatalogueError } from '../catalogue/catalogue-error.js'
import { ConfigError } from '../config.js'
import { UnreachableFolder } from '../database/postgres-user.js'
import { DatabaseTooOld } from '../database/server-check.js'
import { SigningSecretMismatch } from '../documents/signing/document-signer.js'
import { EmbeddedEngineError, EngineUnavailable, type EmbeddedEngineFault } from '../engine/errors.js'
import { DataFolderInUse } from './instance-lock.js'
import { publicationProblemOf } from './publication-problem.js'

/** Why the platform could not start and what to do about it, in Chinese, for the person at the terminal. */
export interface StartupProblem { cause: string, fix: string }

/** Thrown where the cause is already known in these words. */
export class StartupError extends Error {
  readonly problem: StartupProblem

  constructor (problem: StartupProblem, options?: { cause?: unknown }) {
    super(problem.cause, options)
    this.name = 'StartupError'
    this.problem = problem
  }
}

/** The problem behind an error; undefined for a fault of ours, whose stack is then worth showing. */
export function startupProblemOf (error: unknown): StartupProblem | undefined {
  if (error instanceof StartupError) return error.problem
  if (error instanceof ConfigError) return { cause: `配置有误：\n${error.message}`, fix: '请更正环境变量，各变量的含义见 docs/configuration.md' }
  if (error instanceof EmbeddedEngineError) return engineProblem(error)
  if (error instanceof EngineUnavailable) return { cause: `流程引擎没有响应：${error.message}`, fix: '请检查 ZEEBE_GRPC_ADDRESS、ZEEBE_REST_ADDRESS 与引擎是否已启动' }
  if (error instanceof CatalogueError) return { cause: `行业目录有误：${error.message}`, fix: '请按提示更正 bpmn/ 下的文件' }
  if (error instanceof DatabaseTooOld) return { cause: `数据库版本过低：PostgreSQL ${error.version}`, fix: '请使用 PostgreSQL 14 或更高版本' }
  if (error instanceof DataFolderInUse) {
    return { cause: `数据目录正在被另一个进程使用（进程号 ${error.holder.pid}）`, fix: '请先停止那个进程，或用 DATA_DIR 另指定一个数据目录' }
  }
  if (error instanceof SigningSecretMismatch) {
    return { cause: `SIGNING_SECRET：打不开数据库里${error.organ}的签名密钥`, fix: '请改回生成这些密钥时所用的 SIGNING_SECRET；内置模式的在数据目录的 signing-secret 里' }
  }
  if (error instanceof UnreachableFolder) {
    return {
      cause: `以 root 运行时，内置数据库以系统用户 postgres 运行，而它无权进入 ${error.directory}`,
      fix: `请以普通用户运行，或把项目放到所有用户都能进入的目录（例如 /opt），或执行 chmod o+x ${error.directory}`
    }
  }
  return error instanceof Error ? publicationProblemOf(error) ?? systemProblem(error) : undefined
}

/** A port that was asked for and is in use. */
export function portTaken (env: string, host: string, port: number): StartupProblem {
  return { cause: `端口被占用：${host}:${port}（${env}）`, fix: `请停止占用该端口的程序，或用 ${env} 换一个端口` }
}

const engineCauses: Record<EmbeddedEngineFault, StartupProblem> = {
  'no-java': { cause: '没有找到 JDK 21 或更高版本，内置引擎无法启动', fix: '请安装 JDK 21 或更高版本（例如 Eclipse Temurin），或把 JAVA_HOME 指向它；也可以用 ZEEBE_GRPC_ADDRESS、ZEEBE_REST_ADDRESS 使用自己的引擎' },
  'no-maven': { cause: '没有找到 Maven（mvn），无法取得内置引擎', fix: '请安装 Maven；也可以用 ZEEBE_GRPC_ADDRESS、ZEEBE_REST_ADDRESS 使用自己的引擎' },
  'not-fetched': { cause: '内置引擎的发行包没有取到', fix: '请检查网络与 Maven 的仓库设置，然后重试' },
  'port-taken': { cause: '内置引擎要用的端口被占用', fix: '请停止占用端口的程序，或改用 EMBEDDED_ZEEBE_GRPC_PORT、EMBEDDED_ZEEBE_REST_PORT、EMBEDDED_ZEEBE_MANAGEMENT_PORT 指定别的端口' },
  'in-use': { cause: '内置引擎的数据目录正在被使用', fix: '请先停止使用它的进程，或用 DATA_DIR 另指定一个数据目录' },
  'not-started': { cause: '内置引擎没有启动成功', fix: '请查看数据目录下 zeebe/logs/console.log；内存不足时可调小 EMBEDDED_ZEEBE_HEAP_MB' }
}

function engineProblem (error: EmbeddedEngineError): StartupProblem {
  const { cause, fix } = engineCauses[error.fault]
  return { cause: `${cause}\n（${error.message}）`, fix }
}

/** By the codes of the operating system and PostgreSQL. */
function systemProblem (error: Error): StartupProblem | undefined {
  const { code, path, address, port } = error as NodeJS.ErrnoException & { address?: string, port?: number }
  switch (code) {
    case '28P01':
    case '28000': return { cause: `数据库拒绝登录：${error.message}`, fix: '请检查 DATABASE_URL 中的用户名和密码' }
    case '3D000': return { cause: `数据库不存在：${error.message}`, fix: '请先建立该数据库，或更正 DATABASE_URL' }
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH': return { cause: `连接不上：${address ?? error.message}${port === undefined ? '' : `:${port}`}`, fix: '请检查 DATABASE_URL 中的主机和端口，以及数据库是否已启动' }
    case 'EADDRINUSE': return { cause: `端口被占用：${address}:${port}`, fix: '请停止占用该端口的程序，或换一个端口' }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR': return { cause: `目录不可写：${path ?? error.message}`, fix: '请更正该目录的权限，或用 DATA_DIR 另指定一个可写的数据目录' }
    case 'ENOSPC': return { cause: '磁盘已满', fix: '请腾出磁盘空间后重试' }
    default: return undefined
  }
}
