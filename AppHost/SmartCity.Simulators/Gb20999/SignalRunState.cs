using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Gb20999;

/// <summary>An entry of the alarm table (15.2).</summary>
public sealed record SignalAlarm(uint Number, AlarmType Type, AlarmValue Value, DateTime At);

/// <summary>An entry of the fault table (16.2).</summary>
public sealed record SignalFault(uint Number, FaultType Type, FaultAction Action, DateTime At);

/// <summary>What the crossing runs right now, and what the centre or a fault made of it.</summary>
internal sealed class SignalRunState(SignalControllerOptions options)
{
    private const int HeldForever = ushort.MaxValue;
    private SignalPlan _plan = options.Plans[0];
    private PlanStage? _held;
    private DateTime _heldSince;

    public ControlMode Mode { get; set; } = ControlMode.LocalFixedCycle;

    public SignalPlan Plan => _plan;

    public bool StagesRun => Mode is not (ControlMode.YellowFlash or ControlMode.AllRed or ControlMode.LampsOff);

    public StageMoment Moment(DateTime local) => _held is null
        ? _plan.At(local.TimeOfDay)
        : new StageMoment(_held, (int)Math.Clamp((local - _heldSince).TotalSeconds, 0, HeldForever), HeldForever);

    public bool Assign(SignalPlan? plan)
    {
        _plan = plan ?? _plan;
        _held = null;
        Mode = plan is null ? Mode : ControlMode.CentreTimetable;
        return plan is not null;
    }

    /// <summary>Holds a stage until plan or mode are set again; 0 lets the plan run on.</summary>
    public bool Hold(byte number, DateTime local)
    {
        PlanStage? stage = _plan.Stages.FirstOrDefault(candidate => candidate.Number == number);
        if (stage is null && number != 0)
        {
            return false;
        }

        (_held, _heldSince) = (stage, local);
        Mode = stage is null ? ControlMode.LocalFixedCycle : ControlMode.CentreManual;
        return true;
    }

    public void SetMode(ControlMode mode)
    {
        Mode = mode;
        _held = null;
    }

    public void Obey(ControllerCommand command) => SetMode(command switch
    {
        ControllerCommand.YellowFlash => ControlMode.YellowFlash,
        ControllerCommand.AllRed => ControlMode.AllRed,
        ControllerCommand.LampsOff => ControlMode.LampsOff,
        _ => ControlMode.LocalFixedCycle,
    });

    public LampState Lamp(int group, DateTime local) => Mode switch
    {
        ControlMode.YellowFlash => LampState.YellowFlashing,
        ControlMode.AllRed => LampState.Red,
        ControlMode.LampsOff => LampState.Off,
        _ => SignalPlan.Lamp(Moment(local), group),
    };

    public StageState State(byte stage, DateTime local)
    {
        StageMoment moment = Moment(local);
        return !StagesRun || moment.Stage.Number != stage ? StageState.Waiting
            : moment.Remaining <= 6 ? StageState.Transition : StageState.Running;
    }
}
