using System.Collections.Immutable;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Gb20999;

/// <summary>A stage of a plan: its number, how long it runs, and the phases it gives right of way.</summary>
public sealed record PlanStage(byte Number, int Seconds, ImmutableArray<int> Phases);

/// <summary>Where a plan stands: stage, seconds it has run and has left.</summary>
public readonly record struct StageMoment(PlanStage Stage, int Elapsed, int Remaining);

/// <summary>A signal plan: stages in order, repeated for ever, its first cycle of a day beginning at midnight plus offset.</summary>
public sealed record SignalPlan(byte Number, int OffsetSeconds, ImmutableArray<PlanStage> Stages)
{
    private const int FlashingSeconds = 3;
    private const int YellowSeconds = 3;

    public int CycleSeconds => Stages.Sum(stage => stage.Seconds);

    /// <summary>Four stages, eight phases, 120 seconds: the plan 1 of the controller the conformance frames come from.</summary>
    public static SignalPlan FourStages { get; } = new(1, 0,
        [new(1, 29, [1, 2]), new(2, 31, [3, 4]), new(3, 29, [5, 6]), new(4, 31, [7, 8])]);

    /// <summary>A short cycle for the night.</summary>
    public static SignalPlan TwoStages { get; } = new(2, 10, [new(1, 25, [1, 2, 5, 6]), new(3, 20, [3, 4, 7, 8])]);

    public StageMoment At(TimeSpan timeOfDay)
    {
        int cycle = CycleSeconds;
        int second = (((int)timeOfDay.TotalSeconds - OffsetSeconds) % cycle + cycle) % cycle;
        foreach (PlanStage stage in Stages)
        {
            if (second < stage.Seconds)
            {
                return new StageMoment(stage, second, stage.Seconds - second);
            }

            second -= stage.Seconds;
        }

        throw new InvalidOperationException($"plan {Number} needs a stage of at least one second");
    }

    /// <summary>What a phase shows at a moment: green, flashing, yellow, or red where another has right of way.</summary>
    public static LampState Lamp(StageMoment moment, int phase) => moment.Remaining switch
    {
        _ when !moment.Stage.Phases.Contains(phase) => LampState.Red,
        <= YellowSeconds => LampState.Yellow,
        <= YellowSeconds + FlashingSeconds => LampState.GreenFlashing,
        _ => LampState.Green,
    };
}
