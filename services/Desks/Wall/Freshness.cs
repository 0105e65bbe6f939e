using System.Runtime.CompilerServices;
using SmartCity.Contracts.Codes;
using SmartCity.Desks.Acting;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Desks.Wall;

/// <summary>How fresh and how whole a figure is that is made of what all counties told: as fresh as the link that was silent longest.</summary>
public sealed class Freshness(NodeInfo node, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(3);
    private readonly ConditionalWeakTable<NodeApi, Held> known = [];

    /// <summary>Evidence for a figure over all divisions this node knows of.</summary>
    /// <param name="api">With the rights of those who look; without the right to read links only this node itself is vouched for.</param>
    /// <param name="source">Where the figure comes from.</param>
    /// <param name="staleAfter">Older than this it is greyed.</param>
    /// <param name="cancellation">Stops asking.</param>
    public async Task<Evidence> OfAllAsync(NodeApi api, Words source, TimeSpan staleAfter, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (!known.TryGetValue(api, out var held) || now - held.At > Remembered)
        {
            var links = await api.GetAsync<List<Link>>("/api/federation/v1/links", cancellation);
            known.AddOrUpdate(api, held = new(now, links.Value?.Where(link => link.Relation == "county").ToList() ?? []));
        }
        // What this node acts for itself is as fresh as it is; a county is as fresh as its last contact.
        var own = node.Divisions.Count(code => Divisions.Find(code)?.Kind is not (DivisionKind.PrefectureCity or DivisionKind.Park or null));
        var told = held.Counties.Count(county => now - county.LastContact < staleAfter);
        var isSilent = held.Counties.Any(county => county.LastContact is null);
        return new(source, isSilent ? null : held.Counties.Select(county => county.LastContact!.Value).Append(now).Min(), staleAfter)
        {
            Told = own + told,
            Expected = own + held.Counties.Count,
            Of = ("个区县", "divisions"),
        };
    }

    private sealed record Held(DateTimeOffset At, List<Link> Counties);

    private sealed record Link(string Node, string Relation, DateTimeOffset? LastContact);
}
