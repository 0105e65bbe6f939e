using SmartCity.Desks;
using SmartCity.EnvironmentMonitoring.Gaps;

namespace SmartCity.EnvironmentMonitoring.Desk;

/// <summary>How far a gap is with being filled.</summary>
internal static class GapState
{
    public static (Tone Tone, Words Words) Of(GapEndpoints.GapView gap) => gap switch
    {
        { FilledAt: not null } => (Tone.Good, ("已补齐", "filled")),
        { GivenUpAt: not null } => (Tone.Alarm, ("补传无果", "given up")),
        { TimesAsked: > 0 } => (Tone.Notice, ("补传中", "asked for")),
        _ => (Tone.Warning, ("待补传", "to be asked for")),
    };
}
