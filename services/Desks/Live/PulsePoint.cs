using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace SmartCity.Desks.Live;

/// <summary>Stands once on every page and shows nothing: while it is drawn, all that waits in the <see cref="Pulse"/> is drawn with it, in one batch.</summary>
public sealed class PulsePoint : ComponentBase
{
    [Inject]
    private Pulse Pulse { get; set; } = null!;

    protected override void OnInitialized() => Pulse.By(() => _ = InvokeAsync(StateHasChanged));

    protected override void BuildRenderTree(RenderTreeBuilder builder) => Pulse.Change();
}
