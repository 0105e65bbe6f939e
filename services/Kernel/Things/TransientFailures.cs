using Npgsql;
using Orleans;
using SmartCity.Kernel.Storage;

namespace SmartCity.Kernel.Things;

/// <summary>
/// What the database's server says of a failure does not cross from one process to another; whether trying again helps does. So a
/// thing's caller sees <see cref="TryAgainException"/> where the server took nothing of the commit.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1812", Justification = "Made by Orleans")]
internal sealed class TransientFailures(NodeStore store) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception exception) when (exception.GetBaseException() is PostgresException server && store.IsTransient(exception))
        {
            throw new TryAgainException($"{server.SqlState}: {server.MessageText}");
        }
    }
}
