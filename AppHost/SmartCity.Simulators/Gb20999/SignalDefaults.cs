using System.Net;
using SmartCity.Protocols.Gb20999;

namespace SmartCity.Simulators.Gb20999;

/// <summary>What the controller holds when it leaves the workshop: identities, phases, detectors, stages and plans.</summary>
internal static class SignalDefaults
{
    public static void Store(SignalControllerOptions options, Action<string, int, SignalValue> store)
    {
        void Number(string name, int element, long number) => store(name, element, new NumberValue(number));

        store("Manufacturer", 0, new TextValue(options.Manufacturer));
        store("SerialNumber", 0, new TextValue($"SIM{options.ControllerId:X8}"));
        store("Location", 0, new TextValue(options.Location));
        store("CentreIpv4Address", 0, new AddressValue(options.EndPoint.Address.MapToIPv4()));
        store("ControllerIpv4Address", 0, new AddressValue(IPAddress.Loopback));
        Number("CentreIpv4Port", 0, options.EndPoint.Port);
        Number("CentreIpv4Transport", 0, options.Link == SignalLink.Udp ? (long)TransportKind.Udp : (long)TransportKind.Tcp);
        Number("TimeZone", 0, 8 * 3600);
        Number("ControllerId", 0, options.ControllerId);
        Number("CrossingCount", 0, 1);
        Number("LampGroupCount", 0, options.Phases);
        Number("PhaseCount", 0, options.Phases);
        Number("DetectorCount", 0, options.Detectors);
        Number("PlanCount", 0, options.Plans.Length);
        Number("Voltage", 0, 221);
        Number("Current", 0, 23);
        Number("Temperature", 0, 31);
        Number("Humidity", 0, 64);
        Number("CrossingNumber", 1, 1);
        Number("ControlCrossing", 1, 1);
        StoreRows(options, store, Number);
        StorePlans(options, store, Number);
    }

    private static void StoreRows(SignalControllerOptions options, Action<string, int, SignalValue> store, Action<string, int, long> number)
    {
        for (int phase = 1; phase <= options.Phases; phase++)
        {
            number("LampGroupNumber", phase, phase);
            number("LampGroupKind", phase, (long)LampGroupKind.Vehicle);
            number("PhaseNumber", phase, phase);
            store("PhaseLampGroups", phase, new MembersValue([phase]));
            number("MinimumGreen", phase, 10);
            number("MaximumGreen1", phase, 60);
        }

        for (int detector = 1; detector <= options.Detectors; detector++)
        {
            number("DetectorNumber", detector, detector);
            number("StatisticsDetector", detector, detector);
            number("DetectorKind", detector, (long)DetectorKind.Video);
            number("FlowPeriod", detector, (long)options.FlowPeriod.TotalSeconds);
            number("OccupancyPeriod", detector, (long)options.FlowPeriod.TotalSeconds);
        }
    }

    private static void StorePlans(SignalControllerOptions options, Action<string, int, SignalValue> store, Action<string, int, long> number)
    {
        number("StageCount", 0, options.Plans.SelectMany(plan => plan.Stages).Max(stage => stage.Number));
        for (int row = 1; row <= options.Plans.Length; row++)
        {
            SignalPlan plan = options.Plans[row - 1];
            number("PlanNumber", row, plan.Number);
            number("PlanCrossing", row, 1);
            number("PlanCycle", row, plan.CycleSeconds);
            number("PlanOffset", row, plan.OffsetSeconds);
            store("PlanStages", row, new NumbersValue([.. plan.Stages.Select(stage => (int)stage.Number)]));
            store("PlanStageTimes", row, new NumbersValue([.. plan.Stages.Select(stage => stage.Seconds)]));
            store("PlanStageAppearances", row, new NumbersValue([.. plan.Stages.Select(_ => (int)StageAppearance.Fixed)]));
            foreach (PlanStage stage in plan.Stages)
            {
                number("StageNumber", stage.Number, stage.Number);
                store("StagePhases", stage.Number, new MembersValue(stage.Phases));
            }
        }
    }
}
