using SmartCity.Bus.State;

namespace SmartCity.Bus.Importing;

/// <summary>What the importing loop of this process sees of its line.</summary>
internal sealed class ImportState(TimeProvider clock)
{
    private static readonly LineView None = new(LineStanding.Elsewhere, null, null);
    private volatile LineView view = None;

    public LineView View => view;

    public void Up() => Set(LineStanding.Up, null);

    public void Away(string reason) => Set(LineStanding.Away, reason);

    public void Released() => view = None;

    private void Set(LineStanding standing, string? reason) => view = view.Standing == standing ? view with { Reason = reason } : new(standing, clock.GetUtcNow(), reason);
}
