import type { ParquetRequest } from "./parquet.ts";
import { ipcFromParquet, parquetFromIpc } from "./parquet-bytes.ts";
import { serveRequests } from "./worker-server.ts";

serveRequests(async (request: ParquetRequest) => ("encode" in request ? parquetFromIpc(request.encode) : ipcFromParquet(request.decode)));
