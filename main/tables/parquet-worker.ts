import type { ParquetRequest } from "./parquet.ts";
import { ipcFromParquet, ParquetStream, parquetFromIpc } from "./parquet-bytes.ts";
import { serveRequests } from "./worker-server.ts";

const streams = new Map<number, ParquetStream>();

serveRequests(async (request: ParquetRequest) => {
  switch (request.type) {
    case "encode":
      return parquetFromIpc(request.ipc);
    case "decode":
      return await ipcFromParquet(new Blob([request.file]));
    case "add": {
      const stream = streams.get(request.stream) ?? new ParquetStream(request.perGroup);
      streams.set(request.stream, stream);
      return await stream.add(request.batch);
    }
    case "finish": {
      const stream = streams.get(request.stream);
      streams.delete(request.stream);
      return await stream?.finish();
    }
    case "give-up":
      streams.delete(request.stream);
      return null;
  }
});
