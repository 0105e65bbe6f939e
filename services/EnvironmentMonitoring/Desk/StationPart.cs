using Microsoft.AspNetCore.Components;
using SmartCity.Contracts;
using SmartCity.Desks;
using SmartCity.Desks.Live;
using SmartCity.EnvironmentMonitoring.Limits;
using SmartCity.EnvironmentMonitoring.Stations;

namespace SmartCity.EnvironmentMonitoring.Desk;

/// <summary>A part of a station's page. All parts of all open pages share one reading of the station and its limits.</summary>
public abstract class StationPart : DeskComponent
{
    private string? watched;

    /// <summary>The station.</summary>
    [Parameter, EditorRequired]
    public string Mn { get; set; } = "";

    private protected LiveValue<StationView> Read { get; private set; } = new(null, null, null);

    private protected LiveValue<LimitEndpoints.LimitsView> Limits { get; private set; } = new(null, null, null);

    private protected StationView? Station => Read.Value;

    private protected string Path => $"{DeskWords.Api}/stations/{Uri.EscapeDataString(Mn)}";

    /// <summary>Whether the operator may do this to the station here: its home must be this node.</summary>
    private protected bool May(string action) => Station is { Connected: not null } station && Operator.Holds("environment", action, station.Division);

    protected override void OnParametersSet()
    {
        if (watched == Mn)
            return;
        watched = Mn;
        Unwatch();
        Watch<StationView>(Path, value => Read = value, Lane.Alarm, Lane.Normal);
        Watch<LimitEndpoints.LimitsView>(Path + "/limits", value => Limits = value, Lane.Normal);
        WatchMore();
    }

    /// <summary>For what a part reads beside the station and its limits.</summary>
    private protected virtual void WatchMore()
    {
    }
}
