using SmartCity.Kernel.Log;
using SmartCity.Kernel.Loops;

namespace SmartCity.Federation.Links;

/// <summary>Tells by events what changed in links: a line that is cut stops eight lanes within moments, and that is one thing that happened.</summary>
internal sealed class LinkTellLoop(LinkStates states, EventLog log) : Loop("federation link changes")
{
    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(300);

    public override async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await states.ChangedAsync(cancellation);
            await Task.Delay(Together, TimeProvider.System, cancellation);
            foreach (var change in states.Changes())
            {
                await log.AppendAsync(change, cancellation);
                states.Told(change);
            }
            Beat();
        }
    }
}
