using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SmartCity.Contracts;
using SmartCity.Kernel.Hosting;
using SmartCity.Kernel.Storage;

namespace SmartCity.Bus.Importing;

/// <summary>Makes foreign events events of this node, each once.</summary>
internal sealed class Importer(NodeStore store, NodeInfo node, IOptions<BusOptions> options, TimeProvider clock, ILogger<Importer> logger)
{
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(1);

    /// <summary>Takes a message to its end: in the log, there already, ours, or refused. Waits for as long as the database does not take it.</summary>
    /// <returns>Why it is refused; null when all is done.</returns>
    public async Task<Refusal?> TakeAsync(ImportOptions import, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        while (true)
            try
            {
                return await TryAsync(import, message, cancellation);
            }
            catch (Exception exception) when (store.IsTransient(exception) && !cancellation.IsCancellationRequested)
            {
                BusLog.Waits(logger, import.Queue, exception.Message);
                await Task.Delay(StorePause, TimeProvider.System, cancellation);
            }
    }

    /// <summary>The same, once: what the database does not take is thrown.</summary>
    public async Task<Refusal?> TryAsync(ImportOptions import, ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        if (message.Length > options.Value.MaxMessageBytes)
            return Verdict.Refuse("too-large", $"the message is {message.Length} bytes; Bus:MaxMessageBytes is {options.Value.MaxMessageBytes}").Refusal;
        var (foreign, refusal) = ForeignEvent.Read(message);
        if (foreign is null)
            return refusal;
        var verdict = ImportRules.Judge(foreign, import, node.Id, [.. node.Divisions], clock.GetUtcNow());
        if (verdict.Envelope is { } envelope)
            await AppendAsync(foreign, envelope, cancellation);
        return verdict.Refusal;
    }

    private Task<bool> AppendAsync(ForeignEvent foreign, EventEnvelope envelope, CancellationToken cancellation) => store.WriteAsync(envelope.Lane, async write =>
    {
        var isNew = await write.ExecuteAsync("insert into bus_imported (source, id, at) values (@p0, @p1, @p2) on conflict do nothing", foreign.Source, foreign.Id, Instant.ToMicroseconds(write.Now)) == 1;
        if (isNew)
            write.Append(envelope);
        return isNew;
    }, cancellation);
}
