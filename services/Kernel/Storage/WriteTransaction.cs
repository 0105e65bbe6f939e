using System.Data.Common;
using SmartCity.Contracts;

namespace SmartCity.Kernel.Storage;

/// <summary>One open write: a connection, its transaction, and the events to be appended when the work is done.</summary>
public sealed class WriteTransaction(DbConnection connection, DbTransaction transaction, LogIdentity identity, DateTimeOffset now)
{
    private readonly List<EventEnvelope> appended = [];
    private LogIdentity identity = identity;
    private Func<WriteTransaction, Task>? numbered;

    /// <summary>The connection to write on.</summary>
    public DbConnection Connection { get; } = connection;

    /// <summary>Its open transaction.</summary>
    public DbTransaction Transaction { get; } = transaction;

    /// <summary>When this write began, by the node's clock.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>What will be, and after the commit was, appended: in order, with positions once they are known.</summary>
    public IReadOnlyList<EventEnvelope> Appended => appended;

    /// <summary>This write frees more than it takes, so its events are let in however full the disk is.</summary>
    internal bool MakesRoom { get; set; }

    /// <summary>How many of the imported events were already in the log; known after the commit.</summary>
    public int AlreadyThere { get; internal set; }

    /// <summary>On SQLite, not all that was collected need be appended when an alarm waits for the only writer: see <see cref="Taken"/>.</summary>
    public bool MayEndEarly { get; set; }

    /// <summary>How many of the collected events were looked at, from the first on; known once they are numbered. All of them unless it ended early.</summary>
    public int Taken { get; private set; }

    /// <summary>Collects an event of this node; it gets its identity when the write is committed.</summary>
    public void Append(EventEnvelope envelope)
    {
        if (envelope.Data.Length > EventEnvelope.MaxDataBytes)
            throw new ArgumentException($"{envelope.Type}: the data is {envelope.Data.Length} bytes, at most {EventEnvelope.MaxDataBytes} are allowed.", nameof(envelope));
        appended.Add(envelope with { Origin = identity.Node, Epoch = identity.Epoch, OriginPosition = 0, RecordedTime = Now });
    }

    /// <summary>Collects events that another node made, with the identity they have; one that is already in the log is left out.</summary>
    /// <param name="envelopes">The events, in the order in which they are to stand here.</param>
    /// <param name="via">The node they came from: added to the hops of each; null when they came from nobody.</param>
    public void Import(IEnumerable<EventEnvelope> envelopes, string? via = null)
    {
        foreach (var envelope in envelopes)
            appended.Add(via is null ? envelope : envelope with { Hops = envelope.Hops is null ? via : $"{envelope.Hops},{via}" });
    }

    /// <summary>Runs a statement with parameters <c>@p0</c>, <c>@p1</c>… and returns the number of rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, params object?[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a query with parameters <c>@p0</c>, <c>@p1</c>… and returns the first column of the first row, or null.</summary>
    public async Task<object?> ScalarAsync(string sql, params object?[] parameters)
    {
        await using var command = Command(sql, parameters);
        var value = await command.ExecuteScalarAsync();
        return value is DBNull ? null : value;
    }

    private DbCommand Command(string sql, object?[] parameters)
    {
        var command = Connection.Query(sql, parameters);
        command.Transaction = Transaction;
        return command;
    }

    /// <summary>Runs when the appended events have their positions and before the commit: for a row that must hold a position.</summary>
    public void WhenNumbered(Func<WriteTransaction, Task> work) => numbered = work;

    internal long Epoch => identity.Epoch;

    internal void Identify(LogIdentity now) => identity = now;

    internal void Number(IReadOnlyList<EventEnvelope> positioned, int taken)
    {
        Taken = taken;
        appended.Clear();
        appended.AddRange(positioned);
    }

    internal Task NumberedAsync() => numbered?.Invoke(this) ?? Task.CompletedTask;
}

/// <summary>Small help for plain SQL that both stores understand.</summary>
public static class Sql
{
    /// <summary>A command with parameters <c>@p0</c>, <c>@p1</c>….</summary>
    public static DbCommand Query(this DbConnection connection, string sql, params object?[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var index = 0; index < parameters.Length; index++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "p" + index;
            parameter.Value = parameters[index] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
